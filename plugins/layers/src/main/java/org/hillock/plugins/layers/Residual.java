package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code body(x) + shortcut(x)}; both of equal shape. */
@Component(
    id = "residual",
    doc =
        "Adds what leaves a list of layers to what enters it, or to a projection of that. Spikes"
            + " that are added are not binary any more; put the neuron after it to avoid that.",
    cites = {
      "He, K., Zhang, X., Ren, S., Sun, J. (2016). Deep residual learning for image recognition."
          + " CVPR 2016.",
      "Fang, W., Yu, Z., Chen, Y., Huang, T., Masquelier, T., Tian, Y. (2021). Deep residual"
          + " learning in spiking neural networks. NeurIPS 2021. (neurons inside the body)"
    })
public record Residual(
    @Param(doc = "the layers, one after the other") List<Layer> body,
    @Param(
            doc =
                "layers that bring the input to the shape of the body's output, for example a"
                    + " conv2d with kernel 1; without any the input itself is added",
            value = "[]")
        List<Layer> shortcut)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var y = chain(net, "body", body, x);
    var direct = chain(net, "shortcut", shortcut, x);
    if (!y.shape().equals(direct.shape())) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "the body leaves %s, the shortcut %s; the sum needs equal shapes: change the shortcut, for"
                  .formatted(y.shape(), direct.shape())
              + " example to a conv2d with kernel 1 and the body's stride");
    }
    return net.add(y, direct);
  }

  private static Value chain(NetworkBuilder net, String name, List<Layer> layers, Value x) {
    var y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = net.layer(name + "." + i, layers.get(i), y);
    }
    return y;
  }
}
