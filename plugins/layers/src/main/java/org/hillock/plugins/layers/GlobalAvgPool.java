package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** The mean of each channel over the whole image: {@code [height][width][channels]} to channels. */
@Component(
    id = "global-avg-pool",
    doc = "The mean of each channel over the whole image; the channels are left, on one axis.",
    cites = "Lin, M., Chen, Q., Yan, S. (2014). Network in network. ICLR 2014.")
public record GlobalAvgPool() implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var shape = Images.expect(x).shape();
    var rows = new Window(shape.dim(0), 1, 0, 1);
    var columns = new Window(shape.dim(1), 1, 0, 1);
    return net.reshape(net.averagePool2d(x, rows, columns), Shape.of(shape.dim(2)));
  }
}
