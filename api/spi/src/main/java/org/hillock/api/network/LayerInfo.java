package org.hillock.api.network;

import org.hillock.api.tensor.Shape;

/**
 * One operation of a built network.
 *
 * @param name its place in the network and what it is, for example {@code 1.lif}
 * @param inputShape its first input's features
 * @param outputShape its output's features
 * @param parameters how many learnable numbers it has
 * @param macs multiply-accumulates a sample and time step, nothing skipped; 0: it has no synapses
 * @param spiking whether its output consists of spikes
 */
public record LayerInfo(
    String name,
    Shape inputShape,
    Shape outputShape,
    long parameters,
    long macs,
    boolean spiking) {}
