package org.hillock.api.data;

import java.util.List;
import java.util.stream.Collectors;
import org.hillock.api.tensor.Shape;

/**
 * What one sample looks like.
 *
 * <p>A sample may be made of parts that go together, such as the picture and the sound of a thing.
 * They lie one behind the other, each as its own shape says; the sample as a whole has then no time
 * and one axis, on which all their values are counted. The host encodes each part for itself.
 *
 * @param steps time steps; 0 for a sample without time, such as an image
 * @param features the features, of one time step if there are several
 * @param parts the parts in their order; empty for a sample that is one whole
 */
public record SampleShape(int steps, Shape features, List<Part> parts) {

  /**
   * A part of a sample.
   *
   * @param name lower-case letters, digits and hyphens; unique among the parts
   * @param shape what it looks like; without parts of its own
   */
  public record Part(String name, SampleShape shape) {

    public Part {
      if (!shape.parts().isEmpty()) {
        throw new IllegalArgumentException("part " + name + " cannot have parts of its own");
      }
    }
  }

  public SampleShape {
    if (steps < 0) {
      throw new IllegalArgumentException("steps must be at least 0, got " + steps);
    }
    parts = List.copyOf(parts);
    if (!parts.isEmpty() && (steps > 0 || !features.equals(sideBySide(parts)))) {
      throw new IllegalArgumentException(
          "parts lie one behind the other on one axis of %s, got %d steps of %s"
              .formatted(sideBySide(parts), steps, features));
    }
    if (parts.stream().map(Part::name).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("two parts have the same name: " + parts);
    }
  }

  /** A sample that is one whole. */
  public SampleShape(int steps, Shape features) {
    this(steps, features, List.of());
  }

  /** A sample made of these parts, at least one, in this order. */
  public static SampleShape of(List<Part> parts) {
    return new SampleShape(0, sideBySide(parts), parts);
  }

  private static Shape sideBySide(List<Part> parts) {
    return Shape.of(
        Math.toIntExact(parts.stream().mapToLong(p -> p.shape().tensor().size()).sum()));
  }

  /** The shape of a sample's tensor: {@code [features…]} or {@code [steps][features…]}. */
  public Shape tensor() {
    return steps == 0 ? features : features.prepend(steps);
  }

  @Override
  public String toString() {
    if (!parts.isEmpty()) {
      return parts.stream()
          .map(p -> p.name() + " of " + p.shape())
          .collect(Collectors.joining(", "));
    }
    return steps == 0 ? features.toString() : steps + " steps of " + features;
  }
}
