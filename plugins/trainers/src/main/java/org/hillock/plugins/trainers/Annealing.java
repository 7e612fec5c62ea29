package org.hillock.plugins.trainers;

/** The way from one value to another. */
final class Annealing {

  private Annealing() {}

  /** Half a cosine from {@code from} to {@code to}, at {@code share} of the way in [0, 1]. */
  static double cosine(double from, double to, double share) {
    return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * share));
  }
}
