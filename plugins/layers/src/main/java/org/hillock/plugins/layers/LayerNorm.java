package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Layer normalisation of the last axis, for each sample and time step by itself. */
@Component(
    id = "layer-norm",
    doc =
        "Normalises the features of the last axis of each sample at each time step, then scales and"
            + " shifts each by learnable values; the same in training and at inference.",
    cites = "Ba, J. L., Kiros, J. R., Hinton, G. E. (2016). Layer normalization. arXiv:1607.06450.")
public record LayerNorm(
    @Param(doc = "added to the variance", value = "1e-5", above = 0) double epsilon)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.layerNorm(x, epsilon);
  }
}
