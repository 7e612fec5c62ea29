package org.hillock.bench;

import java.util.Arrays;

/**
 * How long a call of a task took.
 *
 * @param best seconds in the best turn
 * @param median seconds in the median turn
 */
record Timing(double best, double median) {

  /** Of the seconds a call took in each turn. */
  static Timing of(double[] turns) {
    var sorted = turns.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Timing(sorted[0], median);
  }
}
