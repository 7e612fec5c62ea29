package org.hillock.engine.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * A layer of a network's list that does not take what leaves the layer before it, but what leaves
 * others. Anywhere else than in that list it is its layer.
 *
 * @param inputs one, but for a {@link Merge}
 */
public record Wired(Layer layer, List<Source> inputs) implements Layer {

  /** The place of the network's input. */
  public static final int DATA = -1;

  /**
   * What a layer takes.
   *
   * @param place a place in the list, before the layer's own; {@link #DATA}: the network's input
   * @param part the part of the network's input; empty: all of it, or another place
   */
  public record Source(int place, String part) {

    public Source {
      if (place != DATA && !part.isEmpty()) {
        throw new IllegalArgumentException("only the network's input has parts");
      }
    }

    /** What leaves a place. */
    public static Source at(int place) {
      return new Source(place, "");
    }

    /** A part of the network's input. */
    public static Source part(String name) {
      return new Source(DATA, name);
    }

    // Checkpoints know their experiment by its text, which was the place alone before data had
    // parts.
    @Override
    public String toString() {
      return part.isEmpty() ? Integer.toString(place) : LayerInfo.DATA + "." + part;
    }
  }

  public Wired {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || inputs.size() > 1 && !(layer instanceof Merge)) {
      throw new IllegalArgumentException(
          "%s cannot take %d inputs".formatted(Places.name(layer), inputs.size()));
    }
  }

  /** A layer that takes what leaves these places. */
  public static Wired to(Layer layer, int... places) {
    return new Wired(layer, Arrays.stream(places).mapToObj(Source::at).toList());
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return layer.define(net, x);
  }

  /** Adds it to a network in which these values leave its sources. */
  Value define(NetworkBuilder net, Function<Source, Value> values) {
    var arriving = inputs.stream().map(values).toList();
    return layer instanceof Merge merge
        ? merge.define(net, arriving)
        : layer.define(net, arriving.getFirst());
  }
}
