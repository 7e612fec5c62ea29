/**
 * The basic layers: dense and recurrent synapses, dropout, batch normalisation, flatten. Each only
 * states what it adds to a network; the engine runs it. Their randomness is the engine's.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.layers;

import org.jspecify.annotations.NullMarked;
