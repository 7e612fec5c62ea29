package org.hillock.plugins.cpu.scan;

import java.util.Arrays;
import org.hillock.plugins.cpu.lanes.Aligned;

/**
 * One thread's memory for a block: scratch rows, lane sums and their totals. Grows, never shrinks.
 */
final class Scratch {

  final Aligned local = Aligned.behindPage();
  float[] sums = new float[0];
  double[] totals = new double[0];

  /** Keys of random numbers, as kernels take them. */
  int[] keys = new int[1];

  /** Whether this call's parameters are tiled already; they are the same for every block. */
  boolean tiled;

  void reserve(int floats, int lanes, int draws) {
    if (keys.length < 1 + 2 * Step.TURN * draws) {
      keys = new int[1 + 2 * Step.TURN * draws];
    }
    tiled = false;
    local.reserve(floats);
    if (sums.length < lanes) {
      sums = new float[lanes];
      totals = new double[lanes];
    }
  }

  void clearSums() {
    Arrays.fill(sums, 0);
    Arrays.fill(totals, 0);
  }

  /** Moves lane sums to their totals: no sum in single precision gets long. */
  void flush(int lanes) {
    for (int i = 0; i < lanes; i++) {
      totals[i] += sums[i];
      sums[i] = 0;
    }
  }
}
