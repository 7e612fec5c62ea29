/**
 * The basic layers: dense, recurrent and convolutional synapses, pooling, normalisation, dropout,
 * residual blocks, flatten. Each only states what it adds to a network; the engine runs it. Their
 * randomness is the engine's.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.layers;

import org.jspecify.annotations.NullMarked;
