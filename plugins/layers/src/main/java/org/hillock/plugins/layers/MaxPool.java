package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The largest element of each window in each channel. */
@Component(
    id = "max-pool",
    doc =
        "The largest element of each square window in each channel: of spikes, whether there is"
            + " one. The gradient goes to the first of the largest.")
public record MaxPool(
    @Param(doc = "height and width of the window", unit = "pixels", value = "2", min = 1) int size,
    @Param(
            doc = "how far apart windows are; 0: as far as the window is long",
            unit = "pixels",
            value = "0",
            min = 0)
        int stride,
    @Param(
            doc = "how far windows reach over the image's edge, less than their size",
            unit = "pixels",
            value = "0",
            min = 0)
        int padding)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var window = Images.pool(size, stride, padding);
    return net.maxPool2d(Images.expect(x), window, window);
  }
}
