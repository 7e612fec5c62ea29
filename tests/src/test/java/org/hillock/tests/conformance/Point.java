package org.hillock.tests.conformance;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Where things are compared. Two right answers in single precision differ where rounding decides a
 * spike, a condition or which of two values is larger. So a point with one of these within {@link
 * #MARGIN}, in double precision, is drawn anew: the place alone decides, never what was found
 * there.
 */
final class Point {

  /** Errors of single precision are well below this. */
  static final double MARGIN = 1e-5;

  private static final int DRAWS = 100;

  /**
   * What was found.
   *
   * @param redrawn how many points were not usable before
   */
  record Finding<R>(R found, int redrawn) {}

  private Point() {}

  /**
   * What is found at the first point that is usable.
   *
   * @param at the finding at the point of a seed, empty if it is not usable
   */
  static <R> Finding<R> find(String what, IntFunction<Optional<R>> at) {
    for (int seed = 0; seed < DRAWS; seed++) {
      var found = at.apply(seed);
      if (found.isPresent()) {
        return new Finding<>(found.get(), seed);
      }
    }
    throw new AssertionError(what + ": each point has a kink within " + MARGIN);
  }

  /** A finding, if the point where it would be made is usable. */
  static <R> Optional<R> of(double nearestKink, Supplier<R> finding) {
    return nearestKink < MARGIN ? Optional.empty() : Optional.of(finding.get());
  }
}
