package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Batch normalisation of each feature of the last axis, over time and batch. */
@Component(
    id = "batch-norm",
    doc =
        "Normalises each feature of the last axis over time, batch and all other axes, then scales"
            + " and shifts it by learnable values; at inference by running statistics.",
    cites =
        "Ioffe, S., Szegedy, C. (2015). Batch normalization: accelerating deep network training by"
            + " reducing internal covariate shift. ICML 2015.")
public record BatchNorm(
    @Param(
            doc = "weight of the newest batch in the running statistics",
            value = "0.1",
            above = 0,
            max = 1)
        double momentum,
    @Param(doc = "added to the variance", value = "1e-5", above = 0) double epsilon)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.batchNorm(x, momentum, epsilon);
  }
}
