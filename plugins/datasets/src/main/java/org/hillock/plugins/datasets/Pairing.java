package org.hillock.plugins.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;

/**
 * Which samples of a split go together: of each class as many pairs as the set with the most has
 * samples. Each set's samples of a class come in an order drawn for it, and again from its
 * beginning where others have more, so that none is left out and none is taken twice before all
 * were taken.
 */
final class Pairing {

  /** Rows {@code [part][pair]}. */
  private final int[][] rows;

  private Pairing(int[][] rows) {
    this.rows = rows;
  }

  /**
   * The pairs of a split; none if one of the sets has no samples in it.
   *
   * @throws HillockException {@code INVALID_ARGUMENT} if one set has samples of a class and another
   *     has not
   */
  static Pairing of(SortedMap<String, Samples> sets, Split split, int classes, int seed) {
    var random = RandomStream.of(seed).named("paired").named(split.name());
    boolean empty = sets.values().stream().anyMatch(samples -> samples.size(split) == 0);
    var orders = new ArrayList<int[][]>();
    sets.forEach(
        (name, samples) -> orders.add(orders(samples, split, classes, random.named(name))));
    if (empty) {
      return new Pairing(new int[sets.size()][0]);
    }
    for (int c = 0; c < classes; c++) {
      requireAll(List.copyOf(sets.keySet()), orders, split, c);
    }
    return new Pairing(
        orders.stream().map(order -> rows(order, counts(orders, classes))).toArray(int[][]::new));
  }

  /** The samples of each class, in an order drawn for it. */
  private static int[][] orders(Samples samples, Split split, int classes, RandomStream random) {
    int[] labels =
        IntStream.range(0, samples.size(split)).map(i -> samples.label(split, i)).toArray();
    var orders = new int[classes][];
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] all = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      orders[c] =
          IntStream.of(random.numbered(c).permutation(all.length)).map(i -> all[i]).toArray();
    }
    return orders;
  }

  private static void requireAll(List<String> names, List<int[][]> orders, Split split, int c) {
    int without =
        IntStream.range(0, names.size())
            .filter(p -> orders.get(p)[c].length == 0)
            .findFirst()
            .orElse(-1);
    int with =
        IntStream.range(0, names.size())
            .filter(p -> orders.get(p)[c].length > 0)
            .findFirst()
            .orElse(-1);
    if (without >= 0 && with >= 0) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "%s has %d samples of class %d in split %s, %s has none to pair them with"
              .formatted(
                  names.get(with), orders.get(with)[c].length, c, split, names.get(without)));
    }
  }

  /** How many pairs each class has. */
  private static int[] counts(List<int[][]> orders, int classes) {
    return IntStream.range(0, classes)
        .map(c -> orders.stream().mapToInt(order -> order[c].length).max().orElseThrow())
        .toArray();
  }

  /** One set's rows: the first pair of each class, the second of each, and so on. */
  private static int[] rows(int[][] order, int[] counts) {
    int most = IntStream.of(counts).max().orElseThrow();
    return IntStream.range(0, most)
        .flatMap(
            k ->
                IntStream.range(0, counts.length)
                    .filter(c -> k < counts[c])
                    .map(c -> order[c][k % order[c].length]))
        .toArray();
  }

  int size() {
    return rows[0].length;
  }

  /** The sample of a set, counted in the order of names, that a pair has. */
  int row(int set, int pair) {
    return rows[set][pair];
  }
}
