package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Transposed convolution of a line: {@code [length][channels]} to longer {@code […][out]}. */
@Component(
    id = "transposed-conv1d",
    doc =
        "The adjoint of a convolution of a line, length × channels: each place is spread over a"
            + " window of a longer line. The line is an axis of the features, not time.",
    cites =
        "Zeiler, M. D., Krishnan, D., Taylor, G. W., Fergus, R. (2010). Deconvolutional networks."
            + " CVPR 2010.")
public record TransposedConv1d(
    @Param(doc = "channels that leave", min = 1) int out,
    @Param(doc = "length of the window", unit = "places", value = "3", min = 1) int kernel,
    @Param(doc = "how far apart windows are", unit = "places", value = "1", min = 1) int stride,
    @Param(
            doc = "how much is cut off at both ends of what the windows cover",
            unit = "places",
            value = "0",
            min = 0)
        int padding,
    @Param(
            doc = "places added at the end, less than the stride",
            unit = "places",
            value = "0",
            min = 0)
        int outputPadding,
    @Param(doc = "how far apart the places of a window are", unit = "places", value = "1", min = 1)
        int dilation,
    @Param(
            doc =
                "groups of channels that do not see each other; divides the channels that arrive"
                    + " and leave",
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
    var axis = new TransposedAxis(kernel, stride, padding, outputPadding, dilation);
    var synapses = new Synapses(out, groups, bias, weights, gain);
    var y = synapses.transposed(net, row, TransposedAxis.ONE, axis);
    return net.reshape(y, y.shape().dropFirst(1));
  }
}
