package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** All features on one axis, row-major; time and batch stay. */
@Component(id = "flatten", doc = "Puts all features on one axis, in their order; time stays.")
public record Flatten() implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.reshape(x, Shape.of(Math.toIntExact(x.shape().size())));
  }
}
