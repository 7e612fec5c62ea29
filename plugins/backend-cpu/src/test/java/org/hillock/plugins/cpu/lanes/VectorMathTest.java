package org.hillock.plugins.cpu.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorMathTest {

  private static final int COUNT = 200_000;

  @Test
  void expIsWithinTwoUnitsInTheLastPlace() {
    check(VectorMath::exp, Math::exp, -104, 90);
    exact(VectorMath::exp, 1, 0f, -0f);
    exact(VectorMath::exp, Float.POSITIVE_INFINITY, 89.1f, 1e10f, Float.POSITIVE_INFINITY);
    exact(VectorMath::exp, 0, -110f, -1e10f, Float.NEGATIVE_INFINITY);
    exact(VectorMath::exp, Float.NaN, Float.NaN);
  }

  @Test
  void logIsWithinTwoUnitsInTheLastPlace() {
    check(VectorMath::log, Math::log, 1e-6, 3);
    check(VectorMath::log, Math::log, 1, 1e30);
    check(VectorMath::log, Math::log, 1e-44, 1e-37);
    exact(VectorMath::log, 0, 1f);
    exact(VectorMath::log, Float.NEGATIVE_INFINITY, 0f, -0f);
    exact(VectorMath::log, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    exact(VectorMath::log, Float.NaN, -1f, Float.NaN, Float.NEGATIVE_INFINITY);
  }

  @Test
  void tanhAndSigmoidAreWithinThreeUnitsInTheLastPlace() {
    check(VectorMath::tanh, Math::tanh, -12, 12);
    check(VectorMath::tanh, Math::tanh, -1e-3, 1e-3);
    check(VectorMath::sigmoid, x -> 1 / (1 + Math.exp(-x)), -80, 40);
    exact(VectorMath::tanh, 1, 20f, Float.POSITIVE_INFINITY);
    exact(VectorMath::tanh, -1, -20f, Float.NEGATIVE_INFINITY);
    exact(VectorMath::sigmoid, 0, -1e10f);
    exact(VectorMath::sigmoid, 1, 1e10f);
    exact(VectorMath::tanh, Float.NaN, Float.NaN);
  }

  @Test
  void givesTheSameBitsInterpretedAndCompiled() {
    float[] x = new float[Lanes.LENGTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.37f * (i + 1);
    }
    float[] first = new float[x.length];
    float[] last = new float[x.length];
    for (int turn = 0; turn < 60_000; turn++) {
      var v = FloatVector.fromArray(Lanes.SPECIES, x, 0);
      var y = VectorMath.tanh(VectorMath.log(VectorMath.exp(v))).add(VectorMath.sigmoid(v));
      y.intoArray(turn == 0 ? first : last, 0);
    }
    for (int i = 0; i < x.length; i++) {
      assertEquals(Float.floatToRawIntBits(first[i]), Float.floatToRawIntBits(last[i]));
    }
  }

  private static void check(
      UnaryOperator<FloatVector> function, DoubleUnaryOperator exact, double from, double to) {
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (from + (to - from) * i / COUNT);
    }
    for (int i = 0; i < COUNT; i += Lanes.LENGTH) {
      var y = function.apply(FloatVector.fromArray(Lanes.SPECIES, x, i));
      for (int l = 0; l < Lanes.LENGTH; l++) {
        double want = exact.applyAsDouble(x[i + l]);
        double error = Math.abs(y.lane(l) - want) / Math.ulp((float) want);
        assertTrue(
            error <= 3 || y.lane(l) == (float) want,
            "f(%s) = %s, expected %s".formatted(x[i + l], y.lane(l), want));
      }
    }
  }

  private static void exact(UnaryOperator<FloatVector> function, float want, float... arguments) {
    for (float x : arguments) {
      var y = function.apply(FloatVector.broadcast(Lanes.SPECIES, x));
      assertEquals(want, y.lane(0), "f(" + x + ")");
    }
  }
}
