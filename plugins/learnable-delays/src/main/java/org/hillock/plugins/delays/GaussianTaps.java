package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/**
 * Each synapse spread as a Gaussian around its position that sums to 1 within the window: {@code
 * g_k = e_k / (Σ e + 1e-7)}, {@code e_k = exp(-((k - c)/s)²/2)}, {@code c = p + window/2}, {@code s
 * = |sigma| + 0.27}, as in the authors' package of dilated convolutions with learnable spacings.
 * Sigma is read at each call, so that training may shrink it.
 */
final class GaussianTaps implements Taps {

  private static final double NARROWEST = 0.27;
  private static final double EPSILON = 1e-7;

  private final int half;
  private final Buffer sigma;
  private final double[] share;

  /**
   * @param sigma {@code [1]}
   */
  GaussianTaps(DelayWindow window, Buffer sigma) {
    half = window.half();
    this.sigma = sigma;
    share = new double[window.size()];
  }

  @Override
  public void fill(Tensor weights, Tensor positions, Tensor taps) {
    taps.fill(0);
    double width = width();
    long pairs = taps.size() / share.length;
    for (long i = 0, n = weights.size(); i < n; i++) {
      share(positions.get(i), width);
      double weight = weights.get(i);
      long at = i % pairs;
      for (double g : share) {
        taps.set(at, (float) (taps.get(at) + weight * g));
        at += pairs;
      }
    }
  }

  /** {@code ∂tap_k/∂p = w·g_k·((k - c) - Σ_j g_j·(j - c))/s²}. */
  @Override
  public void differentiate(
      Tensor weights,
      Tensor positions,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofPositions) {
    double width = width();
    long pairs = gradient.size() / share.length;
    for (long i = 0, n = weights.size(); i < n; i++) {
      double position = positions.get(i);
      share(position, width);
      double sum = 0;
      double moment = 0;
      double mean = 0;
      for (int k = 0; k < share.length; k++) {
        double offset = k - half - position;
        double part = gradient.get(k * pairs + i % pairs) * share[k];
        sum += part;
        moment += part * offset;
        mean += share[k] * offset;
      }
      if (ofWeights.isPresent()) {
        ofWeights.get().set(i, (float) sum);
      }
      if (ofPositions.isPresent()) {
        double slope = (moment - mean * sum) / (width * width);
        ofPositions.get().set(i, (float) (weights.get(i) * slope));
      }
    }
  }

  private double width() {
    return Math.abs(sigma.tensor().get(0)) + NARROWEST;
  }

  private void share(double position, double width) {
    double total = EPSILON;
    for (int k = 0; k < share.length; k++) {
      double distance = (k - half - position) / width;
      share[k] = Math.exp(-distance * distance / 2);
      total += share[k];
    }
    for (int k = 0; k < share.length; k++) {
      share[k] /= total;
    }
  }
}
