package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Two-dimensional convolution: {@code [height][width][channels]} to {@code […][…][out]}. */
@Component(
    id = "conv2d",
    doc =
        "Synapses shared by all places of an image, height × width × channels: each output sees a"
            + " square window of the input.",
    cites =
        "LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based learning applied to"
            + " document recognition. Proceedings of the IEEE 86.")
public record Conv2d(
    @Param(doc = "channels that leave", min = 1) int out,
    @Param(doc = "height and width of the window", unit = "pixels", value = "3", min = 1)
        int kernel,
    @Param(doc = "how far apart windows are", unit = "pixels", value = "1", min = 1) int stride,
    @Param(doc = "zeros around the image", unit = "pixels", value = "0", min = 0) int padding,
    @Param(doc = "how far apart the pixels of a window are", unit = "pixels", value = "1", min = 1)
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
    var window = new Window(kernel, stride, padding, dilation);
    var synapses = new Synapses(out, groups, bias, weights, gain);
    return synapses.define(net, Images.expect(x), window, window);
  }
}
