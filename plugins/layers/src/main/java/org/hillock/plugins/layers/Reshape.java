package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** The same features, row-major, under another shape; time and batch stay. */
@Component(
    id = "reshape",
    doc = "Sees the same features, in their order, under another shape of equal size; time stays.")
public record Reshape(
    @Param(doc = "extents of the axes, for example [28, 28, 1]", min = 1) List<Integer> shape)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.reshape(x, Shape.of(shape.stream().mapToInt(Integer::intValue).toArray()));
  }
}
