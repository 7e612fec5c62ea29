/**
 * Learnable delays (Hammouamri, Khalfaoui-Hassani and Masquelier 2024): synapses that have a weight
 * and a delay each, both learned by gradient.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.delays;

import org.jspecify.annotations.NullMarked;
