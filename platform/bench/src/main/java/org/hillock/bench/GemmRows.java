package org.hillock.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hillock.bench.Figure.Rival;
import org.hillock.bench.Figure.Work;

/** Matrix products beside the system's OpenBLAS. */
final class GemmRows {

  private static final double LARGE = 0.9;
  private static final double SMALL = 0.5;
  private static final int LARGE_EXTENT = 128;

  /** A product of {@code [m][k]} and {@code [k][n]}. */
  record Size(int m, int n, int k) {

    static Size cube(int n) {
      return new Size(n, n, n);
    }

    double flop() {
      return 2e-9 * m * n * k;
    }

    double target() {
      return Math.min(m, Math.min(n, k)) < LARGE_EXTENT ? SMALL : LARGE;
    }
  }

  private GemmRows() {}

  static List<Row> of(Rig rig) {
    var sizes =
        Stream.concat(
                IntStream.of(1024, 512, 256, 128, 64, 32, 16).mapToObj(Size::cube),
                Stream.of(new Size(25_600, 256, 140), new Size(65_536, 128, 576)))
            .toList();
    return sizes.stream()
        .flatMap(
            size ->
                rig.threadCounts().stream()
                    .map(
                        threads ->
                            new Row(
                                "gemm/%dx%dx%d/t%d".formatted(size.m, size.n, size.k, threads),
                                name -> measure(rig, name, size, threads))))
        .toList();
  }

  private static Figure measure(Rig rig, String name, Size size, int threads) {
    try (var tensors = new Tensors()) {
      var a = tensors.dense(size.m, size.k);
      var b = tensors.dense(size.k, size.n);
      var c = tensors.zeros(size.m, size.n);
      var device = rig.device(threads);
      var ours = Task.of(() -> device.gemm(false, false, size.m, size.n, size.k, a, b, c, false));
      var work = new Work(size.flop(), "GF/s");
      var target = OptionalDouble.of(size.target());
      var blas = rig.openBlas();
      if (!blas.found()) {
        var alone = new Rival(blas.description(), Optional.empty(), 0);
        return Figure.rate(name, work, rig.race(ours).getFirst(), alone, target);
      }
      blas.threads(threads);
      var theirs = Task.ofLibrary(() -> blas.gemm(size.m, size.n, size.k, a, b, c));
      var times = rig.race(ours, theirs);
      var rival = new Rival(blas.description(), Optional.of(times.getLast()), size.flop());
      return Figure.rate(name, work, times.getFirst(), rival, target);
    }
  }
}
