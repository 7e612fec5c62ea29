/**
 * Metrics that ship with the platform: accuracy, firing rates, synaptic operations, energy. A
 * figure that a network does not have (the firing rate of one without spiking layers) is left out;
 * none is ever made up. A measurement belongs to one thread.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.metrics;

import org.jspecify.annotations.NullMarked;
