package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The mean of each window in each channel: {@code [height][width][channels]}, smaller. */
@Component(
    id = "avg-pool",
    doc =
        "The mean of each square window in each channel; padding counts as zeros. The output of"
            + " spikes is graded.")
public record AvgPool(
    @Param(doc = "height and width of the window", unit = "pixels", value = "2", min = 1) int size,
    @Param(
            doc = "how far apart windows are; 0: as far as the window is long",
            unit = "pixels",
            value = "0",
            min = 0)
        int stride,
    @Param(doc = "zeros around the image", unit = "pixels", value = "0", min = 0) int padding)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var window = Images.pool(size, stride, padding);
    return net.averagePool2d(Images.expect(x), window, window);
  }
}
