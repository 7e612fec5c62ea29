package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Tensors for tests and benchmarks. */
final class Data {

  private Data() {}

  static Tensor zeros(int... dims) {
    var shape = Shape.of(dims);
    return Tensor.of(Arena.ofAuto().allocate(shape.size() * Float.BYTES, 64), shape);
  }

  /** Uniform values. */
  static Tensor random(long seed, double from, double to, int... dims) {
    var t = zeros(dims);
    fill(t, seed, from, to);
    return t;
  }

  /** Uniform values. */
  static void fill(Tensor t, long seed, double from, double to) {
    var random = new Random(seed);
    for (long i = 0, n = t.size(); i < n; i++) {
      t.set(i, (float) (from + (to - from) * random.nextDouble()));
    }
  }

  /** Ones in random places, zeros elsewhere. */
  static Tensor spikes(long seed, double density, int... dims) {
    var t = zeros(dims);
    var random = new Random(seed);
    for (long i = 0, n = t.size(); i < n; i++) {
      t.set(i, random.nextDouble() < density ? 1 : 0);
    }
    return t;
  }

  static Tensor copy(Tensor t) {
    var copy = zeros(t.shape().dims());
    copy.copyFrom(t);
    return copy;
  }

  static List<Tensor> copies(List<Tensor> tensors) {
    return tensors.stream().map(Data::copy).toList();
  }

  /** Every difference is at most {@code tolerance·max(1, |expected|)}. */
  static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
    assertEquals(expected.size(), actual.size(), what);
    for (long i = 0, n = expected.size(); i < n; i++) {
      double e = expected.get(i);
      // Not greater-than: a NaN must fail.
      if (!(Math.abs(actual.get(i) - e) <= tolerance * Math.max(1, Math.abs(e)))) {
        throw new AssertionError(
            "%s, element %d of %d: expected %s, got %s"
                .formatted(what, i, n, expected.get(i), actual.get(i)));
      }
    }
  }

  static void assertSameBits(Tensor expected, Tensor actual, String what) {
    assertEquals(-1, expected.segment().mismatch(actual.segment()), what);
  }
}
