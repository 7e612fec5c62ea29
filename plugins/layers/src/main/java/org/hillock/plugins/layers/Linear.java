package org.hillock.plugins.layers;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** {@code y = x·weight + bias} on the last axis: features {@code […][in]} to {@code […][out]}. */
@Component(
    id = "linear",
    doc =
        "Dense synapses: every feature of the last axis reaches every output. Put flatten before it"
            + " to mix all axes.",
    cites = {
      "He, K., Zhang, X., Ren, S., Sun, J. (2015). Delving deep into rectifiers: surpassing"
          + " human-level performance on ImageNet classification. ICCV 2015. (weights: kaiming)",
      "Glorot, X., Bengio, Y. (2010). Understanding the difficulty of training deep feedforward"
          + " neural networks. AISTATS 2010. (weights: xavier)"
    })
public record Linear(
    @Param(doc = "features that leave", min = 1) int out,
    @Param(doc = "whether each output has a learnable bias, 0 before training", value = "true")
        boolean bias,
    @Param(doc = "how weights are drawn", value = "kaiming") Weights weights,
    @Param(doc = "what the range of the drawn weights is multiplied by", value = "1", above = 0)
        double gain)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return project(net, x, out, bias, weights, gain);
  }

  static Value project(
      NetworkBuilder net, Value x, int out, boolean bias, Weights weights, double gain) {
    int in = x.shape().dim(-1);
    var weight = net.parameter("weight", Shape.of(in, out), weights.matrix(in, out, gain));
    Optional<Value> offset =
        bias
            ? Optional.of(net.parameter("bias", Shape.of(out), Initialiser.constant(0)))
            : Optional.empty();
    return net.linear(x, weight, offset);
  }
}
