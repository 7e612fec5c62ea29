package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Several inputs one after the other on the last axis. */
@Component(
    id = "concatenate",
    doc =
        "Puts several inputs, of equal shape but for the last axis, one after the other on the last"
            + " axis.")
public record Concatenate() implements Merge {

  @Override
  public Value define(NetworkBuilder net, List<Value> inputs) {
    return net.concatenate(Merging.several(inputs));
  }
}
