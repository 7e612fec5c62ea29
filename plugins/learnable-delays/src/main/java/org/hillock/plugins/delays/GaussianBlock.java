package org.hillock.plugins.delays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.hillock.api.tensor.Tensor;

/** The taps of some neighbouring pairs of an input and an output, in one thread's memory. */
final class GaussianBlock {

  /** How many pairs. */
  static final int PAIRS = 256;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final double EPSILON = 1e-7;

  /** Of the largest share: less is nothing to a float, and denormal numbers are slow. */
  private static final double NEGLIGIBLE = 1e-30;

  private final int half;
  private final double[] share;
  private final float[] taps;
  private final float[] weights = new float[PAIRS];
  private final float[] positions = new float[PAIRS];
  private final float[] found = new float[PAIRS];
  private final float[] slopes = new float[PAIRS];

  GaussianBlock(DelayWindow window) {
    half = window.half();
    share = new double[window.size()];
    taps = new float[window.size() * PAIRS];
  }

  /** Writes the taps of the pairs from one on. */
  void fill(double width, long first, Tensor weight, Tensor position, Tensor to) {
    long pairs = to.size() / share.length;
    int count = (int) Math.min(PAIRS, pairs - first);
    Arrays.fill(taps, 0);
    for (long at = first; at < weight.size(); at += pairs) {
      load(weight, at, weights, 0, count);
      load(position, at, positions, 0, count);
      for (int n = 0; n < count; n++) {
        share(positions[n], width);
        for (int k = 0; k < share.length; k++) {
          taps[k * PAIRS + n] += (float) (weights[n] * share[k]);
        }
      }
    }
    for (int k = 0; k < share.length; k++) {
      store(taps, k * PAIRS, to, k * pairs + first, count);
    }
  }

  /**
   * Writes the gradients of the synapses of the pairs from one on, from that of the taps: {@code
   * ∂tap_k/∂p = w·g_k·((k - c) - Σ_j g_j·(j - c))/s²}.
   */
  void differentiate(
      double width,
      long first,
      Tensor weight,
      Tensor position,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofPositions) {
    long pairs = gradient.size() / share.length;
    int count = (int) Math.min(PAIRS, pairs - first);
    for (int k = 0; k < share.length; k++) {
      load(gradient, k * pairs + first, taps, k * PAIRS, count);
    }
    for (long at = first; at < weight.size(); at += pairs) {
      load(weight, at, weights, 0, count);
      load(position, at, positions, 0, count);
      for (int n = 0; n < count; n++) {
        differentiate(n, width);
      }
      if (ofWeights.isPresent()) {
        store(found, 0, ofWeights.get(), at, count);
      }
      if (ofPositions.isPresent()) {
        store(slopes, 0, ofPositions.get(), at, count);
      }
    }
  }

  private void differentiate(int n, double width) {
    double centre = half + positions[n];
    share(positions[n], width);
    double sum = 0;
    double moment = 0;
    double mean = 0;
    for (int k = 0; k < share.length; k++) {
      double part = taps[k * PAIRS + n] * share[k];
      sum += part;
      moment += part * (k - centre);
      mean += share[k] * (k - centre);
    }
    found[n] = (float) sum;
    slopes[n] = (float) (weights[n] * (moment - mean * sum) / (width * width));
  }

  /**
   * The shares of a position, from the tap nearest to it outwards: neighbours of a Gaussian differ
   * by a factor that itself shrinks by a constant factor from tap to tap.
   */
  private void share(double position, double width) {
    double centre = half + position;
    int nearest = Math.clamp((int) Math.rint(centre), 0, share.length - 1);
    double offset = nearest - centre;
    double variance = width * width;
    double top = Math.exp(-offset * offset / (2 * variance));
    double shrinking = Math.exp(-1 / variance);
    Arrays.fill(share, 0);
    share[nearest] = top;
    double total = EPSILON + top;
    double factor = Math.exp(-(1 + 2 * offset) / (2 * variance));
    double e = top * factor;
    for (int k = nearest + 1; k < share.length && e > NEGLIGIBLE; k++) {
      share[k] = e;
      total += e;
      factor *= shrinking;
      e *= factor;
    }
    factor = Math.exp(-(1 - 2 * offset) / (2 * variance));
    e = top * factor;
    for (int k = nearest - 1; k >= 0 && e > NEGLIGIBLE; k--) {
      share[k] = e;
      total += e;
      factor *= shrinking;
      e *= factor;
    }
    double scale = 1 / total;
    for (int k = 0; k < share.length; k++) {
      share[k] *= scale;
    }
  }

  private static void load(Tensor from, long at, float[] to, int index, int count) {
    MemorySegment.copy(from.segment(), FLOAT, at * Float.BYTES, to, index, count);
  }

  private static void store(float[] from, int index, Tensor to, long at, int count) {
    MemorySegment.copy(from, index, to.segment(), FLOAT, at * Float.BYTES, count);
  }
}
