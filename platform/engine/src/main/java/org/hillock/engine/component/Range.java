package org.hillock.engine.component;

import java.util.ArrayList;
import org.hillock.api.Param;

/**
 * The bounds of a number; not a number stands for no bound.
 *
 * @param min the smallest value allowed
 * @param max the largest value allowed
 * @param above a bound the value must exceed
 * @param below a bound the value must stay below
 */
public record Range(double min, double max, double above, double below) {

  static Range of(Param param) {
    return new Range(param.min(), param.max(), param.above(), param.below());
  }

  /** Whether a value lies inside. Infinities and not-a-number never do. */
  public boolean admits(double value) {
    return Double.isFinite(value)
        && !(value < min)
        && !(value > max)
        && !(value <= above)
        && !(value >= below);
  }

  /** Whether there is no bound at all. */
  public boolean unbounded() {
    return Double.isNaN(min) && Double.isNaN(max) && Double.isNaN(above) && Double.isNaN(below);
  }

  /** As a sentence goes on: {@code " of at least 1 and below 2"}; empty without a bound. */
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    bound(parts, "of at least ", min);
    bound(parts, "above ", above);
    bound(parts, "of at most ", max);
    bound(parts, "below ", below);
    return parts.isEmpty() ? "" : " " + String.join(" and ", parts);
  }

  private static void bound(ArrayList<String> parts, String words, double bound) {
    if (!Double.isNaN(bound)) {
      parts.add(words + Scalars.plain(bound));
    }
  }
}
