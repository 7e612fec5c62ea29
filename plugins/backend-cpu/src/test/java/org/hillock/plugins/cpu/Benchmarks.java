package org.hillock.plugins.cpu;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.ScanPrograms;
import org.hillock.testkit.ScanTensors;
import org.hillock.testkit.Stopwatch;
import org.hillock.testkit.Tensors;

/**
 * The figures of this backend as lines of JSON. Ratios are taken within one run.
 *
 * @param seconds how long each task is timed
 * @param out takes the lines
 */
record Benchmarks(double seconds, Consumer<String> out) {

  private void line(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }

  /** A product, and the rival's if there is one. */
  void gemm(int threads, int m, int n, int k, Optional<Path> rivalClasses) throws Exception {
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    var c = Tensors.zeros(m, n);
    double flop = 2e-9 * m * n * k;
    try (var device = new CpuBackend().open(threads)) {
      Runnable own = () -> device.gemm(false, false, m, n, k, a, b, c, false);
      if (rivalClasses.isEmpty()) {
        double best = Stopwatch.best(seconds, seconds, own)[0];
        line(
            "{\"benchmark\":\"gemm\",\"threads\":%d,\"m\":%d,\"n\":%d,\"k\":%d,\"gflops\":%.1f}",
            threads, m, n, k, flop / best);
        return;
      }
      var theirs = Tensors.zeros(m, n);
      try (var rival = new GemmRival(rivalClasses.get(), threads)) {
        Runnable other = () -> rival.run(m, n, k, a.segment(), b.segment(), theirs.segment());
        double[] best = Stopwatch.best(2 * seconds, 2 * seconds, own, other);
        Tensors.assertClose(theirs, c, 1e-3, "the two products");
        line(
            "{\"benchmark\":\"gemm\",\"threads\":%d,\"m\":%d,\"n\":%d,\"k\":%d,\"gflops\":%.1f,"
                + "\"rival_gflops\":%.1f,\"ratio\":%.2f}",
            threads, m, n, k, flop / best[0], flop / best[1], best[1] / best[0]);
      }
    }
  }

  /** A transposed product, as gradients need it. */
  void gemm(int threads, boolean transposeA, boolean transposeB, int m, int n, int k) {
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    var c = Tensors.zeros(m, n);
    try (var device = new CpuBackend().open(threads)) {
      double best =
          Stopwatch.best(
              seconds, seconds, () -> device.gemm(transposeA, transposeB, m, n, k, a, b, c, false))[
              0];
      line(
          "{\"benchmark\":\"gemm\",\"threads\":%d,\"transposeA\":%b,\"transposeB\":%b,"
              + "\"m\":%d,\"n\":%d,\"k\":%d,\"gflops\":%.1f}",
          threads, transposeA, transposeB, m, n, k, 2e-9 * m * n * k / best);
    }
  }

  /** A product beside OpenBLAS's; says so and measures nothing if that is not installed. */
  void gemmBesideOpenBlas(int threads, int m, int n, int k) {
    if (!OpenBlas.installed()) {
      line("{\"benchmark\":\"gemm_openblas\",\"skipped\":\"libopenblas.so.0 is not installed\"}");
      return;
    }
    OpenBlas.threads(threads);
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    var c = Tensors.zeros(m, n);
    var theirs = Tensors.zeros(m, n);
    // One call of a small product is shorter than the clock's step.
    int calls = (int) Math.max(1, 4_000_000L / ((long) m * n * k));
    try (var device = new CpuBackend().open(threads)) {
      double[] best =
          Stopwatch.best(
              2 * seconds,
              2 * seconds,
              () -> {
                for (int i = 0; i < calls; i++) {
                  device.gemm(false, false, m, n, k, a, b, c, false);
                }
              },
              () -> {
                for (int i = 0; i < calls; i++) {
                  OpenBlas.run(m, n, k, a.segment(), b.segment(), theirs.segment());
                }
              });
      Tensors.assertClose(theirs, c, 1e-3, "the two products");
      double flop = 2e-9 * m * n * k * calls;
      line(
          "{\"benchmark\":\"gemm_openblas\",\"threads\":%d,\"m\":%d,\"n\":%d,\"k\":%d,"
              + "\"gflops\":%.1f,\"openblas_gflops\":%.1f,\"ratio\":%.2f}",
          threads, m, n, k, flop / best[0], flop / best[1], best[1] / best[0]);
    }
  }

  /** A product with spikes on the left and its weight gradient, beside those of full matrices. */
  void spikes(int threads, double density, int m, int n, int k) {
    var full = Tensors.random(1, 0.5, 1, m, k);
    var spikes = Tensors.spikes(2, density, m, k);
    var weight = Tensors.random(3, -1, 1, k, n);
    var y = Tensors.zeros(m, n);
    try (var device = new CpuBackend().open(threads)) {
      double[] best =
          Stopwatch.best(
              2 * seconds,
              4 * seconds,
              () -> device.gemm(false, false, m, n, k, full, weight, y, false),
              () -> device.gemm(false, false, m, n, k, spikes, weight, y, false),
              () -> device.gemm(true, false, k, n, m, full, y, weight, false),
              () -> device.gemm(true, false, k, n, m, spikes, y, weight, false));
      line(
          "{\"benchmark\":\"spikes\",\"threads\":%d,\"density\":%.2f,\"m\":%d,\"n\":%d,\"k\":%d,"
              + "\"dense_ms\":%.2f,\"sparse_ms\":%.2f,\"ratio\":%.2f,"
              + "\"dense_gradient_ms\":%.2f,\"sparse_gradient_ms\":%.2f,\"gradient_ratio\":%.2f}",
          threads,
          density,
          m,
          n,
          k,
          1e3 * best[0],
          1e3 * best[1],
          best[0] / best[1],
          1e3 * best[2],
          1e3 * best[3],
          best[2] / best[3]);
    }
  }

  /** Forward and backward of a compiled scan; beside the scalar reference if asked. */
  void scan(ScanProgram program, int threads, int steps, int neurons, boolean beside) {
    var own = new ScanTensors(program, steps, neurons, neurons);
    try (var device = new CpuBackend().open(threads)) {
      long start = System.nanoTime();
      var kernel = device.compile(program);
      double compile = (System.nanoTime() - start) * 1e-6;
      double[] best =
          Stopwatch.best(
              seconds,
              seconds,
              () -> own.train(kernel, 0, steps, Carry.NONE),
              () -> own.backward(kernel, 0, steps, false, Carry.NONE));
      double cell = 1e9 / steps / neurons;
      var ratio = "";
      if (beside) {
        try (var other = new ReferenceBackend().open(1);
            var slow = other.compile(program)) {
          double reference =
              Stopwatch.best(
                  0,
                  0,
                  () -> {
                    own.train(slow, 0, steps, Carry.NONE);
                    own.backward(slow, 0, steps, false, Carry.NONE);
                  })[0];
          ratio =
              String.format(
                  Locale.ROOT,
                  ",\"reference_ms\":%.2f,\"ratio\":%.1f",
                  reference * 1e3,
                  reference / (best[0] + best[1]));
        }
      }
      line(
          "{\"benchmark\":\"scan\",\"program\":\"%s\",\"threads\":%d,\"steps\":%d,\"neurons\":%d,"
              + "\"compile_ms\":%.1f,\"forward_ms\":%.3f,\"backward_ms\":%.3f,"
              + "\"forward_ns\":%.3f,\"backward_ns\":%.3f%s}",
          program.name(),
          threads,
          steps,
          neurons,
          compile,
          best[0] * 1e3,
          best[1] * 1e3,
          best[0] * cell,
          best[1] * cell,
          ratio);
    }
  }

  /** Reductions of a tensor, in GB/s read. */
  void reductions(int threads, int rows, int columns) {
    var x = Tensors.random(1, -1, 1, rows, columns);
    var mean = Tensors.zeros(columns);
    var variance = Tensors.zeros(columns);
    try (var device = new CpuBackend().open(threads)) {
      double[] best =
          Stopwatch.best(
              seconds,
              seconds,
              () -> device.moments(x, mean, variance),
              () -> device.sumOfSquares(x),
              () -> device.countNonZero(x));
      double gigabytes = 4e-9 * rows * columns;
      line(
          "{\"benchmark\":\"reductions\",\"threads\":%d,\"rows\":%d,\"columns\":%d,"
              + "\"moments\":%.1f,\"sum_of_squares\":%.1f,\"count\":%.1f}",
          threads,
          rows,
          columns,
          2 * gigabytes / best[0],
          gigabytes / best[1],
          gigabytes / best[2]);
    }
  }

  /** A 3×3 convolution of images: forward, input gradient and weight gradient. */
  void convolution(int threads, int images, int extent, int channels, int groups) {
    var window = new Window(3, 1, 1, 1);
    var c =
        new Convolution(new Windows(extent, extent, channels, window, window), channels, groups);
    var x = Tensors.random(1, -1, 1, images, extent, extent, channels);
    var y = Tensors.random(2, -1, 1, images, extent, extent, channels);
    var weight = Tensors.random(3, -1, 1, (int) c.weights());
    try (var device = new CpuBackend().open(threads)) {
      double[] best =
          Stopwatch.best(
              seconds,
              3 * seconds,
              () -> device.convolve(c, x, weight, y, false),
              () -> device.convolveInputGradient(c, y, weight, x),
              () -> device.convolveWeightGradient(c, x, y, weight));
      double flop = 2e-9 * images * c.windows().count() * c.weights();
      line(
          "{\"benchmark\":\"convolution\",\"threads\":%d,\"images\":%d,\"extent\":%d,"
              + "\"channels\":%d,\"groups\":%d,\"forward_gflops\":%.1f,"
              + "\"input_gradient_gflops\":%.1f,\"weight_gradient_gflops\":%.1f}",
          threads,
          images,
          extent,
          channels,
          groups,
          flop / best[0],
          flop / best[1],
          flop / best[2]);
    }
  }

  /** Event-driven and dense 3×3 convolutions: of spikes and of images without zeros. */
  void eventConvolution(int threads, int images, int extent, int channels, double density) {
    var window = new Window(3, 1, 1, 1);
    var c = new Convolution(new Windows(extent, extent, channels, window, window), channels, 1);
    var full = Tensors.random(1, 0.5, 1, images, extent, extent, channels);
    var spikes = Tensors.random(1, density - 1, density, images, extent, extent, channels);
    for (long i = 0; i < spikes.size(); i++) {
      spikes.set(i, spikes.get(i) > 0 ? 1 : 0);
    }
    var y = Tensors.random(2, -1, 1, images, extent, extent, channels);
    var weight = Tensors.random(3, -1, 1, (int) c.weights());
    var gradient = Tensors.zeros((int) c.weights());
    try (var device = new CpuBackend().open(threads)) {
      double[] best =
          Stopwatch.best(
              2 * seconds,
              4 * seconds,
              () -> device.convolve(c, full, weight, y, false),
              () -> device.convolve(c, spikes, weight, y, false),
              () -> device.convolveWeightGradient(c, full, y, gradient),
              () -> device.convolveWeightGradient(c, spikes, y, gradient));
      line(
          "{\"benchmark\":\"event_convolution\",\"threads\":%d,\"images\":%d,\"extent\":%d,"
              + "\"channels\":%d,\"density\":%.2f,\"forward_ms\":%.3f,\"forward_ratio\":%.2f,"
              + "\"weight_gradient_ms\":%.3f,\"weight_gradient_ratio\":%.2f}",
          threads,
          images,
          extent,
          channels,
          density,
          best[1] * 1e3,
          best[0] / best[1],
          best[3] * 1e3,
          best[2] / best[3]);
    }
  }

  /** Everything, at the sizes of the project's targets. */
  void all(Optional<Path> rivalClasses) throws Exception {
    for (int threads = 1; threads <= 2; threads++) {
      gemm(threads, 512, 512, 512, rivalClasses);
      gemm(threads, 1024, 1024, 1024, rivalClasses);
      gemm(threads, 25_600, 256, 140, rivalClasses);
      gemm(threads, 65_536, 128, 576, rivalClasses);
      gemm(threads, 6400, 10, 256, rivalClasses);
      gemm(threads, 64, 64, 64, rivalClasses);
      gemm(threads, 16, 16, 16, Optional.empty());
      gemm(threads, 1, 256, 784, Optional.empty());
      for (int size : new int[] {16, 32, 64, 128, 256, 512, 1024}) {
        gemmBesideOpenBlas(threads, size, size, size);
      }
      for (double density : new double[] {0.01, 0.05, 0.1, 0.2}) {
        spikes(threads, density, 25_600, 512, 512);
      }
      gemm(threads, true, false, 784, 256, 6400);
      gemm(threads, false, true, 6400, 784, 256);
      gemm(threads, true, false, 64, 64, 6400);
      scan(ScanPrograms.lif(new ScanPrograms.Atan()), threads, 100, 65_536, true);
      scan(ScanPrograms.lif(new ScanPrograms.Sigmoid()), threads, 100, 65_536, false);
      scan(ScanPrograms.learnable(Sharing.SCALAR), threads, 100, 65_536, false);
      scan(ScanPrograms.learnable(Sharing.FEATURE), threads, 100, 65_536, false);
      scan(ScanPrograms.lif(new ScanPrograms.Atan()), threads, 4, 64 * 256, false);
      scan(ScanPrograms.cable(64), threads, 10, 16_384, false);
      scan(ScanPrograms.passiveCable(64), threads, 10, 16_384, false);
      reductions(threads, 25_600, 256);
      convolution(threads, 32, 32, 64, 1);
      convolution(threads, 32, 16, 128, 1);
      convolution(threads, 32, 4, 512, 1);
      convolution(threads, 32, 32, 64, 64);
      for (double density : new double[] {0.02, 0.1, 0.25}) {
        eventConvolution(threads, 32, 32, 64, density);
        eventConvolution(threads, 32, 16, 128, density);
        eventConvolution(threads, 32, 8, 256, density);
        eventConvolution(threads, 32, 4, 512, density);
      }
    }
  }
}
