package org.hillock.lab.record;

/**
 * The spikes of one layer for one sample, as two columns of equal length.
 *
 * @param layer for example {@code 1.lif}
 * @param steps how many time steps
 * @param neurons how many neurons
 * @param time time step of each spike, from 0, never decreasing
 * @param neuron neuron of each spike, from 0
 */
public record SpikeRaster(String layer, int steps, int neurons, int[] time, int[] neuron) {}
