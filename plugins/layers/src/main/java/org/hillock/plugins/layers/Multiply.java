package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The product, element by element, of several inputs of equal shape. */
@Component(
    id = "multiply",
    doc =
        "Multiplies several inputs of equal shape, element by element: a gate, or the and of"
            + " spikes.")
public record Multiply() implements Merge {

  @Override
  public Value define(NetworkBuilder net, List<Value> inputs) {
    return Merging.alike(inputs).stream().reduce(net::multiply).orElseThrow();
  }
}
