package org.hillock.engine.run;

import java.util.Map;

/**
 * What a network says about some samples.
 *
 * @param scores {@code [batch][classes]}, row-major; the largest wins
 * @param classes the winning class of each sample
 * @param firingRates spikes a neuron and time step over these samples, for each spiking layer, in
 *     the network's order
 */
public record Prediction(float[] scores, int[] classes, Map<String, Double> firingRates) {}
