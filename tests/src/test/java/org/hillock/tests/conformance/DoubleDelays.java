package org.hillock.tests.conformance;

import org.hillock.api.tensor.Shape;

/** Synapses spread over a window of delays, in training (Hammouamri et al. 2024). */
final class DoubleDelays {

  /** Added to the paper's sigma in the authors' code. */
  private static final double NARROWEST = 0.27;

  private DoubleDelays() {}

  /**
   * What reaches each output.
   *
   * @param x {@code [steps][rows][in]}
   * @param weight {@code [synapses][in][out]}
   * @param position likewise, or with a 1 where it is shared
   * @param reach half the window
   */
  static Doubles sum(
      int steps, Doubles x, Doubles weight, Doubles position, double sigma, int reach) {
    int in = weight.shape().dim(1);
    int out = weight.shape().dim(2);
    int rows = x.values().length / steps / in;
    var y = new double[steps * rows * out];
    for (int synapse = 0; synapse < weight.values().length; synapse++) {
      int i = synapse / out % in;
      int j = synapse % out;
      double place = position.values()[place(position.shape(), synapse / out / in, i, j)];
      var taps = taps(place, Math.abs(sigma) + NARROWEST, reach);
      for (int t = 0; t < steps; t++) {
        for (int k = Math.max(0, 2 * reach - t); k < taps.length; k++) {
          double w = weight.values()[synapse] * taps[k];
          for (int r = 0, from = t + k - 2 * reach; r < rows; r++) {
            y[(t * rows + r) * out + j] += w * x.values()[(from * rows + r) * in + i];
          }
        }
      }
    }
    var features = x.shape().dims();
    features[features.length - 1] = out;
    return x.with(Shape.of(features), y);
  }

  private static int place(Shape shape, int synapse, int input, int output) {
    int i = shape.dim(1) == 1 ? 0 : input;
    int j = shape.dim(2) == 1 ? 0 : output;
    return (synapse * shape.dim(1) + i) * shape.dim(2) + j;
  }

  private static double[] taps(double position, double width, int reach) {
    var taps =
        Doubles.fill(
            2 * reach + 1, k -> Math.exp(-Math.pow((k - reach - position) / width, 2) / 2));
    double sum = 1e-7;
    for (double tap : taps) {
      sum += tap;
    }
    double total = sum;
    return Doubles.fill(taps.length, k -> taps[k] / total);
  }
}
