package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Transposed convolution: {@code [height][width][channels]} to larger {@code […][…][out]}. */
@Component(
    id = "transposed-conv2d",
    doc =
        "The adjoint of a convolution: each pixel is spread over a square window of a larger image."
            + " For decoders; a stride of 2 doubles height and width with kernel 4 and padding 1.",
    cites =
        "Zeiler, M. D., Krishnan, D., Taylor, G. W., Fergus, R. (2010). Deconvolutional networks."
            + " CVPR 2010.")
public record TransposedConv2d(
    @Param(doc = "channels that leave", min = 1) int out,
    @Param(doc = "height and width of the window", unit = "pixels", value = "3", min = 1)
        int kernel,
    @Param(doc = "how far apart windows are", unit = "pixels", value = "1", min = 1) int stride,
    @Param(
            doc = "how much is cut off at each edge of what the windows cover",
            unit = "pixels",
            value = "0",
            min = 0)
        int padding,
    @Param(
            doc = "rows and columns added below and right, less than the stride",
            unit = "pixels",
            value = "0",
            min = 0)
        int outputPadding,
    @Param(doc = "how far apart the pixels of a window are", unit = "pixels", value = "1", min = 1)
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
    var axis = new TransposedAxis(kernel, stride, padding, outputPadding, dilation);
    var synapses = new Synapses(out, groups, bias, weights, gain);
    return synapses.transposed(net, Images.expect(x), axis, axis);
  }
}
