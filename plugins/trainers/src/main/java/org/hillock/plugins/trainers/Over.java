package org.hillock.plugins.trainers;

/** How values over time become one. */
public enum Over {
  SUM,
  MEAN;

  /** What the sum over {@code steps} time steps is multiplied by. */
  double scale(int steps) {
    return this == SUM ? 1 : 1.0 / steps;
  }
}
