package org.hillock.plugins.iir;

import java.util.Arrays;
import org.hillock.api.tensor.Tensor;

/**
 * The value at sorted place {@code 1 + round(q/100·(n - 1))} of n. Found without sorting: values
 * are counted by the upper half of their bits, then those of one such half by the lower.
 */
final class Percentile {

  private static final int HALF = 16;

  private final double percent;
  private final int[] counts = new int[1 << HALF];

  /**
   * @param percent q, in [0, 100]
   */
  Percentile(double percent) {
    this.percent = percent;
  }

  double of(Tensor values) {
    long left = (long) Math.rint(percent / 100 * (values.size() - 1));
    Arrays.fill(counts, 0);
    for (long i = 0, n = values.size(); i < n; i++) {
      counts[ordered(values.get(i)) >>> HALF]++;
    }
    int upper = 0;
    while (left >= counts[upper]) {
      left -= counts[upper++];
    }
    Arrays.fill(counts, 0);
    for (long i = 0, n = values.size(); i < n; i++) {
      int key = ordered(values.get(i));
      if (key >>> HALF == upper) {
        counts[key & 0xffff]++;
      }
    }
    int lower = 0;
    while (left >= counts[lower]) {
      left -= counts[lower++];
    }
    return value(upper << HALF | lower);
  }

  /** Bits that, without sign, are in the order of the values. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 | Integer.MIN_VALUE);
  }

  private static float value(int ordered) {
    return Float.intBitsToFloat(ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered);
  }
}
