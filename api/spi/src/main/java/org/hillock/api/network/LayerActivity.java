package org.hillock.api.network;

/**
 * What one operation did in the last forward pass.
 *
 * @param layer which one
 * @param inputElements elements of its first input, over time and batch; where an elementwise
 *     function is computed within it, of that function's first input
 * @param inputNonZero how many of them were not zero
 * @param inputBinary whether its first input consists of spikes
 * @param outputElements elements of its output, over time and batch
 * @param outputNonZero how many of them were not zero: for a spiking layer, its spikes
 * @param operations synaptic operations: for each non-zero value the synapses it met before the
 *     sequence ended whose weight is not zero; 0 without synapses. What arrives at recurrent
 *     neurons are their own outputs, at least a step later
 * @param denseOperations the same if no value and no weight were zero; unlike {@link
 *     LayerInfo#macs()} without what lies in the padding of convolutions
 */
public record LayerActivity(
    LayerInfo layer,
    long inputElements,
    long inputNonZero,
    boolean inputBinary,
    long outputElements,
    long outputNonZero,
    long operations,
    long denseOperations) {}
