package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The sum of each window in each channel: {@code [height][width][channels]}, smaller. */
@Component(
    id = "sum-pool",
    doc =
        "The sum of each square window in each channel; of spikes it counts them, so that no spike"
            + " is lost.")
public record SumPool(
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
    return net.sumPool2d(Images.expect(x), window, window);
  }
}
