package org.hillock.plugins.speech;

import java.util.Arrays;
import java.util.HashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hillock.api.data.Split;

/**
 * Which rows make up which split.
 *
 * @param description for reports
 */
record Partition(int[] train, int[] validation, int[] test, String description) {

  int[] rows(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /**
   * The same with a share of the training rows of each group for validation, evenly spread in their
   * order: of a tenth, the tenth, twentieth, …
   */
  Partition withValidation(double share, IntFunction<?> group) {
    if (share == 0) {
      return this;
    }
    var seen = new HashMap<Object, Integer>();
    var held = new boolean[train.length];
    for (int i = 0; i < train.length; i++) {
      int before = seen.merge(group.apply(train[i]), 1, Integer::sum) - 1;
      held[i] = count(before + 1, share) > count(before, share);
    }
    return new Partition(
        IntStream.range(0, train.length).filter(i -> !held[i]).map(i -> train[i]).toArray(),
        IntStream.range(0, train.length).filter(i -> held[i]).map(i -> train[i]).toArray(),
        test,
        description);
  }

  /** The same with more rows to learn from. */
  Partition learningFrom(IntStream rows, String of) {
    return new Partition(
        IntStream.concat(Arrays.stream(train), rows).toArray(),
        validation,
        test,
        "%s; %s for learning, too".formatted(description, of));
  }

  private static long count(int rows, double share) {
    // The margin keeps 5 · 0.2 at 1.
    return (long) Math.floor(rows * share + 1e-9);
  }
}
