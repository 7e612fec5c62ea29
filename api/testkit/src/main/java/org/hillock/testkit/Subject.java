package org.hillock.testkit;

import java.util.function.Supplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Assumptions;

/**
 * A component under check.
 *
 * @param name for messages: {@code neuron 'my-lif'}
 * @param example how it was made, and what it is tried on
 * @param rig what checks use beside it
 */
record Subject<T>(String name, T component, Example example, Rig rig) {

  /** Says what is wrong. */
  AssertionError fault(String fault, Object expected, Object found) {
    return new AssertionError(
        "%s: %s: expected %s, found %s".formatted(name, fault, expected, found));
  }

  /** That two rows agree to the bit. */
  void same(String fault, float[] expected, float[] found) {
    close(fault, expected, found, 0);
  }

  /** That two rows agree; errors are relative to the value or the row's largest, if above 1. */
  void close(String fault, float[] expected, float[] found, double tolerance) {
    double size = 1;
    for (float e : expected) {
      size = Math.max(size, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.floatToIntBits(expected[i]) == Float.floatToIntBits(found[i]);
      // Written so that a value that is not a number is no agreement.
      if (!same && !(Math.abs((double) expected[i] - found[i]) <= tolerance * size)) {
        throw fault(
            "%s, at element %d of %d".formatted(fault, i, expected.length), expected[i], found[i]);
      }
    }
  }

  /** That every element is a finite number. */
  void finite(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw fault(
            "%s is not written whole, or holds no number, at element %d of %d"
                .formatted(what, i, values.length),
            "a finite number",
            values[i]);
      }
    }
  }

  /** That a call succeeds, or refuses what it was given in words. */
  void refused(String what, Runnable call) {
    try {
      call.run();
    } catch (HillockException e) {
      if (e.code() != ErrorCode.SHAPE_MISMATCH && e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw fault(
            "it refuses %s with the wrong error".formatted(what),
            ErrorCode.SHAPE_MISMATCH,
            e.code() + ": " + e.getMessage());
      }
    } catch (RuntimeException e) {
      throw fault(
          "it does not refuse %s in words".formatted(what),
          "a HillockException with SHAPE_MISMATCH",
          e);
    }
  }

  /** What a call gives; where the component refuses it with this code, the check is left out. */
  <R> R unlessRefused(ErrorCode code, Supplier<R> call) {
    try {
      return call.get();
    } catch (HillockException e) {
      Assumptions.assumeFalse(e.code() == code, e::getMessage);
      throw e;
    }
  }
}
