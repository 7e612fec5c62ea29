package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Threshold-dependent batch normalisation: to mean 0 and the neurons' threshold as deviation. */
@Component(
    id = "td-batch-norm",
    doc =
        "Batch normalisation over time, batch and all axes but the last, to the firing threshold of"
            + " the neurons that follow rather than to 1, so that they neither fall silent nor fire"
            + " at every step; then a learnable scale and shift.",
    cites =
        "Zheng, H., Wu, Y., Deng, L., Hu, Y., Li, G. (2021). Going deeper with directly-trained"
            + " larger spiking neural networks. AAAI 2021.")
public record TdBatchNorm(
    @Param(doc = "firing threshold of the neurons that follow", value = "1", above = 0)
        double threshold,
    @Param(
            doc =
                "factor besides the threshold; 1/√2 before the addition of a residual block, 1"
                    + " elsewhere",
            value = "1",
            above = 0)
        double alpha,
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
    return net.batchNorm(x, momentum, epsilon, alpha * threshold);
  }
}
