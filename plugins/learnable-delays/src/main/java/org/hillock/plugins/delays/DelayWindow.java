package org.hillock.plugins.delays;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * The time steps a synapse reaches back. Tap {@code k} of a kernel sees the step {@code size - 1 -
 * k} before the present one; position 0 is the middle tap.
 *
 * @param size odd
 */
record DelayWindow(int size) {

  /**
   * Checks that a window has a centre, and room for the synapses between two neurons.
   *
   * @throws HillockException with {@code INVALID_ARGUMENT}
   */
  static void require(int window, int synapses) {
    if (window % 2 == 0) {
      throw refused(
          "delays lie around the middle of the window: window must be odd, got %d; use %d or %d"
              .formatted(window, window - 1, window + 1));
    }
    if (window == 1 && synapses > 1) {
      throw refused(
          "a window of 1 has no delays in which %d synapses could differ; set synapses: 1"
              .formatted(synapses));
    }
  }

  private static HillockException refused(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** How far positions may lie from the middle. */
  int half() {
    return size / 2;
  }

  /** Delay, in steps, of a tap. */
  int delay(int tap) {
    return size - 1 - tap;
  }

  /** The tap nearest to a position, the even one of two (as PyTorch rounds). */
  int tap(double position) {
    double nearest = Math.rint(position);
    if (!(Math.abs(nearest) <= half())) {
      throw refused(
          ("a delay of %s steps (position %s) lies beyond the window, which holds 0 to %d;"
                  + " positions go from %d to %d")
              .formatted(half() - nearest, position, size - 1, -half(), half()));
    }
    return half() + (int) nearest;
  }

  /** As the paper's code: one step more below the middle than above, then clamped. */
  void draw(Tensor positions, RandomStream random) {
    for (long i = 0, n = positions.size(); i < n; i++) {
      positions.set(i, (float) Math.max(random.uniform(i, -half() - 1, half()), -half()));
    }
  }

  /** {@link #draw}, rounded. */
  void drawWhole(Tensor positions, RandomStream random) {
    draw(positions, random);
    for (long i = 0, n = positions.size(); i < n; i++) {
      positions.set(i, (float) Math.rint(positions.get(i)));
    }
  }
}
