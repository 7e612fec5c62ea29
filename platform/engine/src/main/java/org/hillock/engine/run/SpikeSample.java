package org.hillock.engine.run;

/**
 * The spikes of one layer for one sample: pairs of time and neuron, in order of time.
 *
 * @param layer the layer's name
 * @param steps time steps T
 * @param neurons how many neurons the layer has; a large layer shows an even choice of them
 * @param time the time step of each spike, from 0
 * @param neuron the neuron of each spike, from 0
 */
public record SpikeSample(String layer, int steps, int neurons, int[] time, int[] neuron) {}
