package org.hillock.engine.network;

import java.util.Arrays;

/**
 * Cuts a graph into segments that run forward again. What is kept then is, about, what crosses the
 * cuts and one segment's own memory; for a number of bounds on the latter, the cuts with the least
 * of the former are found, and the best of all is taken.
 */
final class Segments {

  private static final int BOUNDS = 64;

  private final long[] kept;
  private final long[] crossing;
  private final int[] start;

  private Segments(Graph graph, Plan plan) {
    int count = graph.steps().size();
    kept = new long[count + 1];
    crossing = new long[count];
    start = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i + 1] = kept[i] + plan.retainedBytes(i);
      for (int c = i + 1; c <= plan.uses().lastReader(i); c++) {
        crossing[c] += plan.valueBytes(i);
      }
    }
  }

  /**
   * The best cuts.
   *
   * @param plan the plan without cuts
   * @return the number of each step's segment
   */
  static int[] of(Graph graph, Plan plan) {
    var segments = new Segments(graph, plan);
    var best = new int[graph.steps().size()];
    long least = segments.kept[best.length];
    for (int parts = 2; parts <= BOUNDS; parts++) {
      long bound = segments.kept[best.length] / parts;
      long bytes = segments.cut(bound);
      if (bytes < least) {
        least = bytes;
        best = segments.numbers();
      }
    }
    return best;
  }

  /** Places the cuts; returns the bytes needed. */
  private long cut(long bound) {
    int count = start.length;
    var least = new long[count + 1];
    for (int to = 1; to <= count; to++) {
      least[to] = Long.MAX_VALUE;
      for (int from = to - 1; from >= 0; from--) {
        boolean fits = kept[to] - kept[from] <= bound || from == to - 1;
        long bytes = least[from] + crossing[from];
        if (fits && bytes < least[to]) {
          least[to] = bytes;
          start[to - 1] = from;
        }
      }
    }
    long largest = 0;
    for (int to = count; to > 0; to = start[to - 1]) {
      largest = Math.max(largest, kept[to] - kept[start[to - 1]]);
    }
    return least[count] + largest;
  }

  private int[] numbers() {
    var segment = new int[start.length];
    for (int to = start.length; to > 0; to = start[to - 1]) {
      Arrays.fill(segment, start[to - 1], to, start[to - 1]);
    }
    return segment;
  }
}
