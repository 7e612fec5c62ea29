package org.hillock.plugins.datasets;

/**
 * One axis of an image at another size, by a triangle filter that is as wide as the step between
 * the new pixels where there are fewer of them.
 */
final class Resampling {

  private final int from;
  private final int to;
  private final int[] first;
  private final float[][] weights;

  /**
   * @param from pixels of the axis
   * @param to pixels it shall have
   */
  Resampling(int from, int to) {
    this.from = from;
    this.to = to;
    first = new int[to];
    weights = new float[to][];
    double step = (double) from / to;
    double reach = Math.max(step, 1);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step - 0.5;
      first[i] = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(from - 1, (int) Math.floor(centre + reach));
      weights[i] = new float[last - first[i] + 1];
      double sum = 0;
      for (int k = 0; k < weights[i].length; k++) {
        weights[i][k] = (float) Math.max(0, 1 - Math.abs(first[i] + k - centre) / reach);
        sum += weights[i][k];
      }
      for (int k = 0; k < weights[i].length; k++) {
        weights[i][k] /= (float) sum;
      }
    }
  }

  /**
   * Resamples the middle axis.
   *
   * @param values {@code [outer][from][inner]}
   * @return {@code [outer][to][inner]}
   */
  float[] apply(float[] values, int outer, int inner) {
    var result = new float[outer * to * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < to; i++) {
        for (int k = 0; k < weights[i].length; k++) {
          int source = (o * from + first[i] + k) * inner;
          int target = (o * to + i) * inner;
          for (int c = 0; c < inner; c++) {
            result[target + c] += weights[i][k] * values[source + c];
          }
        }
      }
    }
    return result;
  }
}
