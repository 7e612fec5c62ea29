package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** One-dimensional convolution: {@code [length][channels]} to {@code […][out]}; not over time. */
@Component(
    id = "conv1d",
    doc =
        "Synapses shared by all places of a line, length × channels: each output sees a window of"
            + " the input. The line is an axis of the features, not time.",
    cites =
        "Waibel, A., Hanazawa, T., Hinton, G., Shikano, K., Lang, K. J. (1989). Phoneme recognition"
            + " using time-delay neural networks. IEEE Transactions on Acoustics, Speech, and"
            + " Signal Processing 37.")
public record Conv1d(
    @Param(doc = "channels that leave", min = 1) int out,
    @Param(doc = "length of the window", unit = "places", value = "3", min = 1) int kernel,
    @Param(doc = "how far apart windows are", unit = "places", value = "1", min = 1) int stride,
    @Param(doc = "zeros at both ends of the line", unit = "places", value = "0", min = 0)
        int padding,
    @Param(doc = "how far apart the places of a window are", unit = "places", value = "1", min = 1)
        int dilation,
    @Param(
            doc =
                "groups of channels that do not see each other; divides the channels that arrive"
                    + " and leave; as many as channels: depthwise",
            value = "1",
            min = 1)
        int groups,
    @Param(doc = "whether each channel has a learnable bias, 0 before training", value = "true")
        boolean bias,
    @Param(doc = "how weights are drawn", value = "kaiming") Weights weights,
    @Param(doc = "what the range of the drawn weights is multiplied by", value = "1", above = 0)
        double gain)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var shape = x.shape();
    if (shape.rank() != 2) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH, "takes features [length][channels], got " + shape);
    }
    var row = net.reshape(x, Shape.of(1, shape.dim(0), shape.dim(1)));
    var synapses = new Synapses(out, groups, bias, weights, gain);
    var window = new Window(kernel, stride, padding, dilation);
    var y = synapses.define(net, row, new Window(1, 1, 0, 1), window);
    return net.reshape(y, y.shape().dropFirst(1));
  }
}
