package org.hillock.plugins.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.testkit.Stopwatch;
import org.hillock.testkit.Tensors;

/**
 * The processor's own backend against oneDNN's dense products, as lines of JSON: {@code ratio} is
 * oneDNN's time over ours, taken in turns within one run. oneDNN's includes reordering weights.
 *
 * @param seconds how long each row is timed
 * @param out takes the lines
 */
record Comparison(double seconds, Consumer<String> out) {

  private static final List<Double> DENSITIES = List.of(1.0, 0.05, 0.1, 0.25, 0.4);

  /** 3×3 convolutions of 32 images, at densities of the input. */
  void convolution(int threads, int extent, int channels) {
    var window = new Window(3, 1, 1, 1);
    var c = new Convolution(new Windows(extent, extent, channels, window, window), channels, 1);
    var dy = Tensors.random(2, -1, 1, 32, extent, extent, channels);
    var y = Tensors.copy(dy);
    var weight = Tensors.random(3, -1, 1, (int) c.weights());
    var dw = Tensors.copy(weight);
    double flop = 2.0 * y.size() * c.windows().taps() * channels;
    var name = "%d->%d %d×%d".formatted(channels, channels, extent, extent);
    var dx = Tensors.copy(dy);
    compare(
        "input_gradient",
        name,
        threads,
        1,
        flop,
        device -> device.convolveInputGradient(c, dy, weight, dx));
    for (double density : DENSITIES) {
      var x = input(density, 32, extent, extent, channels);
      compare(
          "convolution",
          name,
          threads,
          density,
          flop,
          device -> device.convolve(c, x, weight, y, false));
      compare(
          "weight_gradient",
          name,
          threads,
          density,
          flop,
          device -> device.convolveWeightGradient(c, x, dy, dw));
    }
  }

  /** Products of a spiking layer: forward and weight gradient, at densities of the input. */
  void product(int threads, int rows, int in, int to) {
    var weight = Tensors.random(2, -1, 1, in, to);
    var y = Tensors.random(3, -1, 1, rows, to);
    var dy = Tensors.copy(y);
    var dw = Tensors.copy(weight);
    double flop = 2.0 * rows * in * to;
    var name = "%d×%d×%d".formatted(rows, to, in);
    for (double density : DENSITIES) {
      var x = input(density, rows, in);
      compare(
          "gemm",
          name,
          threads,
          density,
          flop,
          device -> device.gemm(false, false, rows, to, in, x, weight, y, false));
      compare(
          "gemm_weight_gradient",
          name,
          threads,
          density,
          flop,
          device -> device.gemm(true, false, in, to, rows, x, dy, dw, false));
    }
  }

  /** Ones where the density is below 1, else values. */
  private static Tensor input(double density, int... dims) {
    var x = Tensors.random(1, 0, 1, dims);
    for (long i = 0; density < 1 && i < x.size(); i++) {
      x.set(i, x.get(i) < density ? 1 : 0);
    }
    return x;
  }

  private void compare(
      String what, String name, int threads, double density, double flop, Consumer<Device> task) {
    try (var ours = new CpuBackend().open(threads);
        var theirs = Devices.dense(threads)) {
      double[] best =
          Stopwatch.best(seconds, seconds, () -> task.accept(ours), () -> task.accept(theirs));
      out.accept(
          String.format(
              Locale.ROOT,
              "{\"benchmark\":\"%s\",\"shape\":\"%s\",\"threads\":%d,\"density\":%.2f,"
                  + "\"gflops\":%.1f,\"onednn_gflops\":%.1f,\"ratio\":%.2f}",
              what,
              name,
              threads,
              density,
              flop / best[0] * 1e-9,
              flop / best[1] * 1e-9,
              best[1] / best[0]));
    }
  }

  /** Every row, at the sizes of the project's targets. */
  static List<Consumer<Comparison>> rows() {
    var all = new ArrayList<Consumer<Comparison>>();
    for (int threads : List.of(1, 2)) {
      all.add(c -> c.convolution(threads, 32, 64));
      all.add(c -> c.convolution(threads, 16, 128));
      all.add(c -> c.convolution(threads, 8, 256));
      all.add(c -> c.convolution(threads, 4, 512));
      all.add(c -> c.product(threads, 25_600, 512, 512));
    }
    return all;
  }
}
