package org.hillock.plugins.datasets;

import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;

/**
 * Which rows make up which split.
 *
 * @param description for reports
 */
record Partition(int[] train, int[] validation, int[] test, String description) {

  /** Rows {@code [0, train)} for training, the {@code test} rows after them for testing. */
  static Partition ofFiles(int train, int test, int validation) {
    return new Partition(
            IntStream.range(0, train).toArray(),
            new int[0],
            IntStream.range(train, train + test).toArray(),
            "the data set's own test files (%d samples)".formatted(test))
        .withValidation(validation);
  }

  /**
   * Holds out the same share of each class, evenly spread over the rows: with a fifth, the fifth,
   * tenth, … row of each class.
   */
  static Partition heldOut(int[] labels, int classes, double share, int validation) {
    int[] seen = new int[classes];
    boolean[] held = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      int k = seen[labels[row]]++;
      held[row] = count(k + 1, share) > count(k, share);
    }
    var rows = IntStream.range(0, labels.length);
    int[] test = IntStream.range(0, labels.length).filter(row -> held[row]).toArray();
    return new Partition(
            rows.filter(row -> !held[row]).toArray(),
            new int[0],
            test,
            "held out: %s %% of each class, evenly spread in file order (%d of %d samples)"
                .formatted(percent(share), test.length, labels.length))
        .withValidation(validation);
  }

  private static long count(int rows, double share) {
    // The margin keeps 5 · 0.2 at 1.
    return (long) Math.floor(rows * share + 1e-9);
  }

  private static String percent(double share) {
    double value = Math.round(share * 1000) / 10.0;
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** The last {@code count} training rows become the validation split. */
  private Partition withValidation(int count) {
    if (count == 0) {
      return this;
    }
    if (count >= train.length) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "validation takes fewer samples than the %d of the training part, got %d"
              .formatted(train.length, count));
    }
    int rest = train.length - count;
    return new Partition(
        IntStream.range(0, rest).map(i -> train[i]).toArray(),
        IntStream.range(rest, train.length).map(i -> train[i]).toArray(),
        test,
        description + "; validation: the last %d training samples".formatted(count));
  }

  int[] rows(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
