package org.hillock.tests.conformance;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Windows;

/** What is defined by windows that slide over images, as plain loops in double precision. */
final class DoubleImages {

  private DoubleImages() {}

  /** An element of an image {@code [height][width][channels]} in one of its windows. */
  @FunctionalInterface
  private interface Visitor {
    void at(int window, int tap, int pixel);
  }

  private static void visit(Windows w, Visitor visitor) {
    for (int window = 0; window < w.count(); window++) {
      for (int tap = 0; tap < w.taps(); tap++) {
        int row = w.rows().position(window / w.outWidth(), tap / w.columns().size());
        int column = w.columns().position(window % w.outWidth(), tap % w.columns().size());
        if (row >= 0 && row < w.height() && column >= 0 && column < w.width()) {
          visitor.at(window, tap, row * w.width() + column);
        }
      }
    }
  }

  private static int images(double[] all, long size) {
    return Math.toIntExact(all.length / size);
  }

  static double[] convolve(Convolution c, double[] x, double[] weight) {
    int in = Math.toIntExact(c.windows().imageSize());
    int out = Math.toIntExact(c.outputSize());
    var y = new double[images(x, in) * out];
    for (int image = 0; image < y.length / out; image++) {
      int from = image * in;
      int to = image * out;
      visit(
          c.windows(),
          (window, tap, pixel) -> {
            for (int i = 0; i < c.groupChannels(); i++) {
              for (int o = 0; o < c.out(); o++) {
                int channel = o / c.groupOut() * c.groupChannels() + i;
                y[to + window * c.out() + o] +=
                    x[from + pixel * c.windows().channels() + channel]
                        * weight[(tap * c.groupChannels() + i) * c.out() + o];
              }
            }
          });
    }
    return y;
  }

  /** The transpose of {@link #convolve} in x. */
  static double[] convolveTransposed(Convolution c, double[] y, double[] weight) {
    int in = Math.toIntExact(c.windows().imageSize());
    int out = Math.toIntExact(c.outputSize());
    var x = new double[images(y, out) * in];
    for (int image = 0; image < x.length / in; image++) {
      int to = image * in;
      int from = image * out;
      visit(
          c.windows(),
          (window, tap, pixel) -> {
            for (int i = 0; i < c.groupChannels(); i++) {
              for (int o = 0; o < c.out(); o++) {
                int channel = o / c.groupOut() * c.groupChannels() + i;
                x[to + pixel * c.windows().channels() + channel] +=
                    y[from + window * c.out() + o]
                        * weight[(tap * c.groupChannels() + i) * c.out() + o];
              }
            }
          });
    }
    return x;
  }

  static double[] sumPool(Windows w, double[] x) {
    return pool(w, x, 0, Double::sum);
  }

  static double[] maxPool(Windows w, double[] x) {
    return pool(w, x, Double.NEGATIVE_INFINITY, Math::max);
  }

  /**
   * By how much each element of each window exceeds the largest other one there; 0 outside images.
   */
  static double[] leads(Windows w, double[] x) {
    var largest = maxPool(w, x);
    int in = Math.toIntExact(w.imageSize());
    int out = largest.length / images(x, in);
    var second = Doubles.fill(largest.length, i -> Double.NEGATIVE_INFINITY);
    var leads = new double[largest.length * w.taps()];
    for (var others : List.of(true, false)) {
      for (int image = 0; image < largest.length / out; image++) {
        int from = image * in;
        int to = image * out;
        visit(
            w,
            (window, tap, pixel) -> {
              for (int channel = 0; channel < w.channels(); channel++) {
                int at = to + window * w.channels() + channel;
                double value = x[from + pixel * w.channels() + channel];
                if (others && value < largest[at]) {
                  second[at] = Math.max(second[at], value);
                }
                double other = value < largest[at] ? largest[at] : second[at];
                leads[at * w.taps() + tap] = value - other;
              }
            });
      }
    }
    return leads;
  }

  private static double[] pool(Windows w, double[] x, double start, DoubleBinaryOperator join) {
    int in = Math.toIntExact(w.imageSize());
    int out = Math.toIntExact(w.count() * w.channels());
    var y = Doubles.fill(images(x, in) * out, i -> start);
    for (int image = 0; image < y.length / out; image++) {
      int from = image * in;
      int to = image * out;
      visit(
          w,
          (window, tap, pixel) -> {
            for (int channel = 0; channel < w.channels(); channel++) {
              int at = to + window * w.channels() + channel;
              y[at] = join.applyAsDouble(y[at], x[from + pixel * w.channels() + channel]);
            }
          });
    }
    return y;
  }
}
