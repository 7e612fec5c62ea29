package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Some features of the last axis: {@code […][n]} to {@code […][count]}. */
@Component(
    id = "slice",
    doc =
        "Lets some features of the last axis through, channels of an image for example; branches"
            + " that take different parts of the input begin with it.")
public record Slice(
    @Param(doc = "the first of them, counted from 0", min = 0) int from,
    @Param(doc = "how many", min = 1) int count)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.slice(x, from, count);
  }
}
