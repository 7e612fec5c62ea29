package org.hillock.plugins.metrics;

import org.hillock.api.result.Exhibit;
import org.hillock.api.tensor.Tensor;

/**
 * How many values lie in each of at most {@value #BINS} bins. Their width is a power of two and
 * they begin at multiples of it, so that they can be merged to those of other values when the
 * values are gone.
 *
 * @param exponent of the width
 * @param first the first bin begins at {@code first·2^exponent}
 * @param counts of each bin; none if there are no finite values
 */
record Histogram(int exponent, long first, long[] counts) {

  private static final int BINS = 64;

  /** Counts finite values, in the narrowest bins; others are in none. */
  static Histogram of(Tensor values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (long i = 0, n = values.size(); i < n; i++) {
      float value = values.get(i);
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Histogram(Integer.MIN_VALUE, 0, new long[0]);
    }
    int exponent = finest(low, high);
    while (bin(high, exponent) - bin(low, exponent) >= BINS) {
      exponent++;
    }
    long first = bin(low, exponent);
    var counts = new long[(int) (bin(high, exponent) - first) + 1];
    for (long i = 0, n = values.size(); i < n; i++) {
      float value = values.get(i);
      if (Float.isFinite(value)) {
        counts[(int) (bin(value, exponent) - first)]++;
      }
    }
    return new Histogram(exponent, first, counts);
  }

  /** Of bins that hold one number each. */
  private static int finest(double low, double high) {
    float largest = (float) Math.max(Math.abs(low), Math.abs(high));
    return Math.getExponent((double) Math.ulp(largest));
  }

  private static long bin(double value, int exponent) {
    return (long) Math.floor(Math.scalb(value, -exponent));
  }

  /** In the narrowest bins that both this and another can have. */
  Histogram like(Histogram other) {
    if (counts.length == 0) {
      return new Histogram(other.exponent, other.first, new long[other.counts.length]);
    }
    if (other.counts.length == 0) {
      return this;
    }
    int to = Math.max(exponent, other.exponent);
    while (Math.max(last(to), other.last(to)) - Math.min(first(to), other.first(to)) >= BINS) {
      to++;
    }
    long from = Math.min(first(to), other.first(to));
    var merged = new long[(int) (Math.max(last(to), other.last(to)) - from) + 1];
    for (int i = 0; i < counts.length; i++) {
      merged[(int) (wider(first + i, to) - from)] += counts[i];
    }
    return new Histogram(to, from, merged);
  }

  private long first(int to) {
    return wider(first, to);
  }

  private long last(int to) {
    return wider(first + counts.length - 1, to);
  }

  /** The bin of another width that holds a bin of this one. */
  private long wider(long bin, int to) {
    return bin >> Math.min(to - exponent, Long.SIZE - 1);
  }

  /** At the bins' centres. */
  Exhibit.Series series(String name) {
    var x = new double[counts.length];
    var y = new double[counts.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.scalb(first + i + 0.5, exponent);
      y[i] = counts[i];
    }
    return new Exhibit.Series(name, x, y);
  }
}
