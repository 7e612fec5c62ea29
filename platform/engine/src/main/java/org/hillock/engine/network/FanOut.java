package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.tensor.Tensor;

/** How many synapses inputs drive, for {@link org.hillock.api.network.Operation#fanOut}. */
final class FanOut {

  private FanOut() {}

  /**
   * Of a matrix.
   *
   * @param outputs columns of the weights
   * @param weight {@code [inputs][outputs]}
   * @param fanOut a whole number of times as many as inputs
   */
  static void linear(int inputs, int outputs, Optional<Tensor> weight, Tensor fanOut) {
    for (int i = 0; i < inputs; i++) {
      int drives = weight.isPresent() ? nonZero(weight.get(), i, outputs) : outputs;
      for (long at = i; at < fanOut.size(); at += inputs) {
        fanOut.set(at, drives);
      }
    }
  }

  private static int nonZero(Tensor weight, int row, int columns) {
    int count = 0;
    for (long at = (long) row * columns, end = at + columns; at < end; at++) {
      count += weight.get(at) != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Of a convolution.
   *
   * @param fanOut of its input images {@code [height][width][channels]}
   */
  static void convolution(Convolution c, Optional<Tensor> weight, Tensor fanOut) {
    int channels = c.windows().channels();
    var reached = new int[c.windows().taps()][channels];
    weights(c, weight, (tap, channel, out) -> reached[tap][channel]++);
    fanOut.fill(0);
    synapses(c, (window, tap, pixel) -> add(fanOut, pixel * channels, reached[tap]));
  }

  /**
   * Of the adjoint of a convolution.
   *
   * @param fanOut of the convolution's output images {@code [outHeight][outWidth][out]}
   */
  static void transposed(Convolution c, Optional<Tensor> weight, Tensor fanOut) {
    var reached = new int[c.windows().taps()][c.out()];
    weights(c, weight, (tap, channel, out) -> reached[tap][out]++);
    fanOut.fill(0);
    synapses(c, (window, tap, pixel) -> add(fanOut, (long) window * c.out(), reached[tap]));
  }

  private static void add(Tensor to, long from, int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      to.set(from + i, to.get(from + i) + counts[i]);
    }
  }

  @FunctionalInterface
  private interface Weight {
    void at(int tap, int channel, int out);
  }

  /** Calls for every weight, or every one that is not zero. */
  private static void weights(Convolution c, Optional<Tensor> weight, Weight use) {
    long at = 0;
    for (int tap = 0; tap < c.windows().taps(); tap++) {
      for (int i = 0; i < c.groupChannels(); i++) {
        for (int out = 0; out < c.out(); out++, at++) {
          if (weight.isEmpty() || weight.get().get(at) != 0) {
            use.at(tap, out / c.groupOut() * c.groupChannels() + i, out);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Meeting {
    void at(int window, int tap, long pixel);
  }

  /** Calls for every tap of every window that lies on the image. */
  private static void synapses(Convolution c, Meeting use) {
    var w = c.windows();
    int width = w.columns().size();
    for (int window = 0; window < w.count(); window++) {
      for (int tap = 0; tap < w.taps(); tap++) {
        int row = w.rows().position(window / w.outWidth(), tap / width);
        int column = w.columns().position(window % w.outWidth(), tap % width);
        if (row >= 0 && row < w.height() && column >= 0 && column < w.width()) {
          use.at(window, tap, (long) row * w.width() + column);
        }
      }
    }
  }
}
