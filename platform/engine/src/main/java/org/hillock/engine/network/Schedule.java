package org.hillock.engine.network;

import java.util.Arrays;

/**
 * When each step of a graph runs: forward one after the other from time 0, backward from the last
 * to the first. The graph may be cut into segments, each of which runs forward once more right
 * before its backward pass; the last one need not, for nothing has run since.
 */
final class Schedule {

  private final int[] segment;
  private final int[] again;
  private final int[] backward;
  private final int end;

  private Schedule(int[] segment) {
    this.segment = segment;
    int count = segment.length;
    again = new int[count];
    backward = new int[count];
    int time = count;
    for (int last = count - 1; last >= 0; ) {
      int first = first(last);
      for (int i = first; i <= last; i++) {
        again[i] = last == count - 1 ? i : ++time;
      }
      for (int i = last; i >= first; i--) {
        backward[i] = ++time;
      }
      last = first - 1;
    }
    end = time + 1;
  }

  /** Every step runs forward once. */
  static Schedule once(int steps) {
    return new Schedule(new int[steps]);
  }

  /**
   * Segments run forward again.
   *
   * @param segment the number of each step's segment, ascending
   */
  static Schedule again(int[] segment) {
    return new Schedule(segment.clone());
  }

  /** When a step runs forward. */
  int forward(int step) {
    return step;
  }

  /** When a step runs forward for the last time. */
  int again(int step) {
    return again[step];
  }

  /** Whether a step runs forward a second time. */
  boolean runsAgain(int step) {
    return again[step] != step;
  }

  /** When a step runs backward. */
  int backward(int step) {
    return backward[step];
  }

  /** After everything. */
  int end() {
    return end;
  }

  boolean together(int step, int other) {
    return segment[step] == segment[other];
  }

  /** Whether any segment runs again. */
  boolean hasSegments() {
    return Arrays.stream(segment).distinct().count() > 1;
  }

  /** Whether a segment that runs again ends with this step. */
  boolean endsSegment(int step) {
    return runsAgain(step) && !together(step, step + 1);
  }

  /** The first step of this step's segment. */
  int first(int step) {
    int first = step;
    while (first > 0 && together(first - 1, step)) {
      first--;
    }
    return first;
  }
}
