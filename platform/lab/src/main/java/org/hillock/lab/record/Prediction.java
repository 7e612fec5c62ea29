package org.hillock.lab.record;

import java.util.Map;

/**
 * What a network says about a batch.
 *
 * @param scores {@code [batch][outputs]}, row by row
 * @param classes the winning output of each sample; empty if the network does not classify
 * @param layerRates mean spikes of a neuron in a time step by spiking layer, in network order
 */
public record Prediction(
    int batch, float[] scores, int[] classes, Map<String, Double> layerRates) {}
