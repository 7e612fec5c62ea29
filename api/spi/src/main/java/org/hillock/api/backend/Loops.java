package org.hillock.api.backend;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/** Plain loops that define what a device computes on images, summed in double precision. */
final class Loops {

  /** A weight and the two elements it joins, all as flat indices. */
  @FunctionalInterface
  private interface Synapse {
    void at(long x, long weight, long y);
  }

  private Loops() {}

  static void convolve(Convolution c, Tensor x, Tensor weight, Tensor y, boolean accumulate) {
    check(c, x, weight, y);
    var sums = new double[Math.toIntExact(c.outputSize())];
    for (long image = 0, n = images(c, x); image < n; image++) {
      long to = image * sums.length;
      for (int i = 0; i < sums.length; i++) {
        sums[i] = accumulate ? y.get(to + i) : 0;
      }
      long from = image * c.windows().imageSize();
      synapses(c, (i, w, o) -> sums[(int) o] += (double) x.get(from + i) * weight.get(w));
      store(sums, y, to);
    }
  }

  /** Writes a row again and again. */
  static void repeat(Device device, Tensor row, Tensor y) {
    long bytes = row.size() * Float.BYTES;
    long rows = y.size() / row.size();
    if (rows * row.size() != y.size()) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH, "%s has no whole number of rows of %s".formatted(y, row));
    }
    int parts = (int) Math.min(rows, 64);
    device.parallel(
        parts,
        part -> {
          for (long i = rows * part / parts, last = rows * (part + 1) / parts; i < last; i++) {
            MemorySegment.copy(row.segment(), 0, y.segment(), i * bytes, bytes);
          }
        });
  }

  static void inputGradient(Convolution c, Tensor dy, Tensor weight, Tensor dx) {
    check(c, dx, weight, dy);
    var sums = new double[Math.toIntExact(c.windows().imageSize())];
    for (long image = 0, n = images(c, dx); image < n; image++) {
      Arrays.fill(sums, 0);
      long from = image * c.outputSize();
      synapses(c, (i, w, o) -> sums[(int) i] += (double) dy.get(from + o) * weight.get(w));
      store(sums, dx, image * sums.length);
    }
  }

  static void weightGradient(Convolution c, Tensor x, Tensor dy, Tensor dw) {
    check(c, x, dw, dy);
    var sums = new double[Math.toIntExact(c.weights())];
    for (long image = 0, n = images(c, x); image < n; image++) {
      long in = image * c.windows().imageSize();
      long out = image * c.outputSize();
      synapses(c, (i, w, o) -> sums[(int) w] += (double) x.get(in + i) * dy.get(out + o));
    }
    store(sums, dw, 0);
  }

  static void maxPool(Windows w, Tensor x, Tensor y) {
    check(w, x, y);
    for (long i = 0, n = y.size(); i < n; i++) {
      y.set(i, x.get(largest(w, x, i)));
    }
  }

  static void maxPoolGradient(Windows w, Tensor x, Tensor dy, Tensor dx) {
    check(w, x, dy);
    check(w, dx, dy);
    dx.fill(0);
    for (long i = 0, n = dy.size(); i < n; i++) {
      long at = largest(w, x, i);
      dx.set(at, dx.get(at) + dy.get(i));
    }
  }

  static void rowMeans(Tensor x, int columns, Tensor y) {
    expect("y", y, x.size());
    for (long row = 0, n = x.size(); row < n; row += columns) {
      double sum = 0;
      for (int i = 0; i < columns; i++) {
        sum += x.get(row + i);
      }
      for (int i = 0; i < columns; i++) {
        y.set(row + i, (float) (sum / columns));
      }
    }
  }

  static void countNonZero(Tensor x, Tensor counts) {
    expect("x", x, x.size() / counts.size() * counts.size());
    counts.fill(0);
    for (long i = 0, n = x.size(); i < n; i++) {
      if (x.get(i) != 0) {
        long column = i % counts.size();
        counts.set(column, counts.get(column) + 1);
      }
    }
  }

  /** Calls for every weight of an image's convolution that meets the image, in a fixed order. */
  private static void synapses(Convolution c, Synapse synapse) {
    var w = c.windows();
    int width = w.columns().size();
    for (int window = 0; window < w.count(); window++) {
      for (int tap = 0; tap < w.taps(); tap++) {
        int row = w.rows().position(window / w.outWidth(), tap / width);
        int column = w.columns().position(window % w.outWidth(), tap % width);
        if (row < 0 || row >= w.height() || column < 0 || column >= w.width()) {
          continue;
        }
        long pixel = ((long) row * w.width() + column) * w.channels();
        for (int i = 0; i < c.groupChannels(); i++) {
          long weights = ((long) tap * c.groupChannels() + i) * c.out();
          for (int o = 0; o < c.out(); o++) {
            int channel = o / c.groupOut() * c.groupChannels() + i;
            synapse.at(pixel + channel, weights + o, (long) window * c.out() + o);
          }
        }
      }
    }
  }

  /** The flat index of the first of the largest elements of the window an output comes from. */
  private static long largest(Windows w, Tensor x, long output) {
    long window = output / w.channels();
    int column = (int) (window % w.outWidth());
    int row = (int) (window / w.outWidth() % w.outHeight());
    long image = window / w.count() * w.height();
    long best = -1;
    for (int ky = 0; ky < w.rows().size(); ky++) {
      int y = w.rows().position(row, ky);
      for (int kx = 0; kx < w.columns().size(); kx++) {
        int z = w.columns().position(column, kx);
        if (y >= 0 && y < w.height() && z >= 0 && z < w.width()) {
          long at = ((image + y) * w.width() + z) * w.channels() + output % w.channels();
          best = best < 0 || x.get(at) > x.get(best) ? at : best;
        }
      }
    }
    return best;
  }

  private static void store(double[] sums, Tensor to, long at) {
    for (int i = 0; i < sums.length; i++) {
      to.set(at + i, (float) sums[i]);
    }
  }

  private static long images(Convolution c, Tensor x) {
    return x.size() / c.windows().imageSize();
  }

  private static void check(Convolution c, Tensor x, Tensor weight, Tensor y) {
    expect("weight", weight, c.weights());
    expect("x", x, x.size() / c.windows().imageSize() * c.windows().imageSize());
    expect("y", y, images(c, x) * c.outputSize());
  }

  private static void check(Windows w, Tensor x, Tensor y) {
    expect("x", x, x.size() / w.imageSize() * w.imageSize());
    expect("y", y, x.size() / w.imageSize() * w.count() * w.channels());
  }

  private static void expect(String argument, Tensor tensor, long size) {
    if (tensor.size() != size) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "images: %s holds %d elements, expected %d".formatted(argument, tensor.size(), size));
    }
  }
}
