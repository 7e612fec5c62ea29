package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * A layer of a network's list that does not take what leaves the layer before it, but what leaves
 * others. Anywhere else than in that list it is its layer.
 *
 * @param inputs places in the list, all before its own; {@link #DATA}: the network's input. One,
 *     but for a {@link Merge}
 */
public record Wired(Layer layer, List<Integer> inputs) implements Layer {

  /** The place of the network's input. */
  public static final int DATA = -1;

  public Wired {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || inputs.size() > 1 && !(layer instanceof Merge)) {
      throw new IllegalArgumentException(
          "%s cannot take %d inputs".formatted(Places.name(layer), inputs.size()));
    }
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return layer.define(net, x);
  }

  /** Adds it to a network whose input and layers so far leave these values. */
  Value define(NetworkBuilder net, Value data, List<Value> before) {
    var arriving = inputs.stream().map(i -> i == DATA ? data : before.get(i)).toList();
    return layer instanceof Merge merge
        ? merge.define(net, arriving)
        : layer.define(net, arriving.getFirst());
  }
}
