package org.hillock.plugins.datasets;

/** How columns are scaled, by what their training part shows. A constant column becomes 0. */
public enum Scaling {
  NONE,
  /** From 0 to 1 over the training part; others may lie outside. */
  UNIT,
  /** Mean 0 and standard deviation 1 over the training part. */
  STANDARD;

  /** Scales in place. */
  void apply(float[][] rows, int[] train) {
    if (this == NONE) {
      return;
    }
    for (int column = 0; column < rows[0].length; column++) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int row : train) {
        min = Math.min(min, rows[row][column]);
        max = Math.max(max, rows[row][column]);
        sum += rows[row][column];
      }
      double mean = sum / train.length;
      double squares = 0;
      for (int row : train) {
        squares += Math.pow(rows[row][column] - mean, 2);
      }
      double from = this == UNIT ? min : mean;
      double range = this == UNIT ? max - min : Math.sqrt(squares / train.length);
      for (float[] row : rows) {
        row[column] = range == 0 ? 0 : (float) ((row[column] - from) / range);
      }
    }
  }
}
