package org.hillock.tests.conformance;

import java.util.function.IntToDoubleFunction;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * A value of a {@link DoubleNetwork}.
 *
 * @param values of a sequence {@code [T][B][features…]}, of a parameter its own
 */
record Doubles(Shape shape, boolean isSequence, double[] values) implements Value {

  static Doubles of(Value value) {
    return (Doubles) value;
  }

  static double[] fill(int size, IntToDoubleFunction value) {
    var values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }

  static double[] of(float[] values) {
    return fill(values.length, i -> values[i]);
  }

  /** A sequence whose features have another shape. */
  Doubles with(Shape features, double[] sequence) {
    return new Doubles(features, true, sequence);
  }

  Doubles with(double[] sequence) {
    return with(shape, sequence);
  }

  /** The extent of the last axis. */
  int width() {
    return shape.rank() == 0 ? 1 : shape.dim(-1);
  }
}
