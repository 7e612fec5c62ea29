package org.hillock.engine.run;

import org.hillock.api.network.LayerInfo;

/**
 * A layer of a trained network and what it did on the test split.
 *
 * @param layer name, shapes, parameters, multiply-accumulates
 * @param firingRate spikes a neuron and time step, in [0, 1]; NaN for a layer that does not spike
 */
public record LayerSummary(LayerInfo layer, double firingRate) {}
