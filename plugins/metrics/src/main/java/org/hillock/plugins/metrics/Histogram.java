package org.hillock.plugins.metrics;

import org.hillock.api.result.Exhibit;

/**
 * Several samples counted in the same bins of equal width.
 *
 * @param centres of the bins
 * @param counts of each sample in each bin
 */
record Histogram(double[] centres, double[][] counts) {

  private static final int BINS = 41;

  /** Counts finite values; others are in no bin. */
  static Histogram of(float[]... samples) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (var sample : samples) {
      for (float value : sample) {
        if (Float.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    double width = high > low ? (high - low) / BINS : 1;
    var centres = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      centres[i] = low + (i + 0.5) * width;
    }
    var counts = new double[samples.length][BINS];
    for (int s = 0; s < samples.length; s++) {
      for (float value : samples[s]) {
        if (Float.isFinite(value)) {
          counts[s][Math.min(BINS - 1, (int) ((value - low) / width))]++;
        }
      }
    }
    return new Histogram(centres, counts);
  }

  Exhibit.Series series(String name, int sample) {
    return new Exhibit.Series(name, centres.clone(), counts[sample].clone());
  }
}
