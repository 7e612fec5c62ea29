package org.hillock.testkit;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Tensors for tests and benchmarks; their memory is freed when nothing refers to them. */
public final class Tensors {

  private Tensors() {}

  /** All zero. */
  public static Tensor zeros(int... dims) {
    var shape = Shape.of(dims);
    return Tensor.of(Arena.ofAuto().allocate(shape.size() * Float.BYTES, 64), shape);
  }

  /** Uniform values, always the same for a seed. */
  public static Tensor random(long seed, double from, double to, int... dims) {
    var t = zeros(dims);
    fill(t, seed, from, to);
    return t;
  }

  /** Sets every element to a uniform value. */
  public static void fill(Tensor t, long seed, double from, double to) {
    var random = new Random(seed);
    for (long i = 0, n = t.size(); i < n; i++) {
      t.set(i, (float) (from + (to - from) * random.nextDouble()));
    }
  }

  /** Ones in random places, zeros elsewhere. */
  public static Tensor spikes(long seed, double density, int... dims) {
    var t = zeros(dims);
    var random = new Random(seed);
    for (long i = 0, n = t.size(); i < n; i++) {
      t.set(i, random.nextDouble() < density ? 1 : 0);
    }
    return t;
  }

  /** A copy in memory of its own. */
  public static Tensor copy(Tensor t) {
    var copy = zeros(t.shape().dims());
    copy.copyFrom(t);
    return copy;
  }

  /** {@link #copy} of each. */
  public static List<Tensor> copies(List<Tensor> tensors) {
    return tensors.stream().map(Tensors::copy).toList();
  }

  /** That every difference is at most {@code tolerance·max(1, |expected|)}. */
  public static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
    requireSameSize(expected, actual, what);
    for (long i = 0, n = expected.size(); i < n; i++) {
      double e = expected.get(i);
      // Not greater-than: a NaN must fail.
      if (!(Math.abs(actual.get(i) - e) <= tolerance * Math.max(1, Math.abs(e)))) {
        throw different(expected, actual, i, what);
      }
    }
  }

  /** That no bit differs. */
  public static void assertSameBits(Tensor expected, Tensor actual, String what) {
    requireSameSize(expected, actual, what);
    long at = expected.segment().mismatch(actual.segment());
    if (at >= 0) {
      throw different(expected, actual, at / Float.BYTES, what + ", to the bit");
    }
  }

  private static void requireSameSize(Tensor expected, Tensor actual, String what) {
    if (expected.size() != actual.size()) {
      throw new AssertionError(
          "%s: expected %s, found %s".formatted(what, expected.shape(), actual.shape()));
    }
  }

  private static AssertionError different(Tensor expected, Tensor actual, long i, String what) {
    return new AssertionError(
        "%s, element %d of %d: expected %s, found %s"
            .formatted(what, i, expected.size(), expected.get(i), actual.get(i)));
  }
}
