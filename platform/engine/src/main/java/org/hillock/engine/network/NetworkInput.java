package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.tensor.Shape;

/**
 * What a network takes in each time step.
 *
 * @param features all of it
 * @param parts what branches can take by name, side by side in this order on the one axis of {@code
 *     features}; empty if the input is one whole
 */
public record NetworkInput(Shape features, List<Part> parts) {

  /** How the names begin of what takes a part out of a network's input. */
  private static final String PART = LayerInfo.DATA + ".";

  /**
   * A named part of a network's input.
   *
   * @param features as layers see them that take it
   */
  public record Part(String name, Shape features) {}

  public NetworkInput {
    parts = List.copyOf(parts);
    if (!parts.isEmpty() && !features.equals(sideBySide(parts))) {
      throw new IllegalArgumentException("%s do not make up %s".formatted(parts, features));
    }
  }

  /** An input that is one whole. */
  public static NetworkInput of(Shape features) {
    return new NetworkInput(features, List.of());
  }

  /** An input made of these parts, at least one. */
  public static NetworkInput of(List<Part> parts) {
    return new NetworkInput(sideBySide(parts), parts);
  }

  /** The names of the parts that a network of these layers does without. */
  List<String> untaken(List<LayerInfo> layers) {
    var names = layers.stream().map(LayerInfo::name).toList();
    boolean whole =
        layers.stream()
            .anyMatch(l -> l.inputs().contains(LayerInfo.DATA) && !l.name().startsWith(PART));
    return whole
        ? List.of()
        : parts.stream().map(Part::name).filter(name -> !names.contains(PART + name)).toList();
  }

  private static Shape sideBySide(List<Part> parts) {
    return Shape.of(Math.toIntExact(parts.stream().mapToLong(p -> p.features().size()).sum()));
  }
}
