package org.hillock.plugins.iir;

import java.util.Arrays;
import org.hillock.api.tensor.Tensor;

/**
 * The value at sorted place {@code 1 + round(q/100·(n - 1))} of n that come in pieces. Found
 * without sorting or keeping them: values are counted by the upper half of their bits, then, when
 * all have come once more, those of one such half by the lower.
 */
final class Percentile {

  private static final int HALF = 16;

  private final double percent;
  private final int[] counts = new int[1 << HALF];
  private long size;
  private long left;
  private int upper = -1;

  /**
   * @param percent q, in [0, 100]
   */
  Percentile(double percent) {
    this.percent = percent;
  }

  /** Counts some of the values, for the first time. */
  void count(Tensor values) {
    size += values.size();
    for (long i = 0, n = values.size(); i < n; i++) {
      counts[ordered(values.get(i)) >>> HALF]++;
    }
  }

  /** The upper half of its bits, in the order of values; all values have been counted. */
  int upper() {
    if (upper < 0) {
      left = (long) Math.rint(percent / 100 * (size - 1));
      upper = place();
      Arrays.fill(counts, 0);
    }
    return upper;
  }

  /** Counts some of the same values once more. */
  void countAgain(Tensor values) {
    int half = upper();
    for (long i = 0, n = values.size(); i < n; i++) {
      int key = ordered(values.get(i));
      if (key >>> HALF == half) {
        counts[key & 0xffff]++;
      }
    }
  }

  /** The percentile; all values have been counted again. */
  float value() {
    int ordered = upper() << HALF | place();
    return Float.intBitsToFloat(ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered);
  }

  /** Where the values that are left to be passed end. */
  private int place() {
    int at = 0;
    while (left >= counts[at]) {
      left -= counts[at++];
    }
    return at;
  }

  /** Bits that, without sign, are in the order of the values. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 | Integer.MIN_VALUE);
  }
}
