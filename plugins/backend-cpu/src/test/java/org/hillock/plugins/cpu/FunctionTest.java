package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionTest {

  private static final int COUNT = 100_003;
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  private final Device device = new CpuBackend().open(1);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void expIsWithinThreeUnitsInTheLastPlace() {
    check(Expr::exp, Math::exp, -104, 90);
    exact(Expr::exp, 1, 0f, -0f);
    exact(Expr::exp, INFINITE, 89.1f, 1e10f, INFINITE);
    exact(Expr::exp, 0, -110f, -1e10f, -INFINITE);
    exact(Expr::exp, Float.NaN, Float.NaN);
  }

  @Test
  void cosIsWithinThreeUnitsInTheLastPlace() {
    check(Expr::cos, Math::cos, -4, 4);
    check(Expr::cos, Math::cos, -1000, 1000);
    exact(Expr::cos, 1, 0f, -0f);
    exact(Expr::cos, Float.NaN, Float.NaN, INFINITE, -INFINITE);
  }

  @Test
  void logIsWithinThreeUnitsInTheLastPlace() {
    check(Expr::log, Math::log, 1e-6, 3);
    check(Expr::log, Math::log, 1, 1e30);
    check(Expr::log, Math::log, 1e-44, 1e-37);
    exact(Expr::log, 0, 1f);
    exact(Expr::log, -INFINITE, 0f, -0f);
    exact(Expr::log, INFINITE, INFINITE);
    exact(Expr::log, Float.NaN, -1f, Float.NaN, -INFINITE);
  }

  @Test
  void tanhAndSigmoidAreWithinThreeUnitsInTheLastPlace() {
    check(Expr::tanh, Math::tanh, -12, 12);
    check(Expr::tanh, Math::tanh, -1e-3, 1e-3);
    check(Expr::sigmoid, x -> 1 / (1 + Math.exp(-x)), -80, 40);
    exact(Expr::tanh, 1, 20f, INFINITE);
    exact(Expr::tanh, -1, -20f, -INFINITE);
    exact(Expr::sigmoid, 0, -1e10f, -INFINITE);
    exact(Expr::sigmoid, 1, 1e10f, INFINITE);
    exact(Expr::tanh, Float.NaN, Float.NaN);
  }

  @Test
  void givesTheSameBitsInterpretedAndCompiled() {
    UnaryOperator<Expr> all = x -> x.exp().log().tanh().plus(x.sigmoid()).plus(x.cos());
    var x = Tensors.random(1, -3, 3, 4096);
    var first = Tensors.zeros(4096);
    var last = Tensors.zeros(4096);
    var eq = new Equations();
    eq.emit(all.apply(eq.input()));
    try (var kernel = device.compile(ScanCompiler.program("all", eq))) {
      for (int turn = 0; turn < 3000; turn++) {
        var rows = List.of(x, turn == 0 ? first : last);
        kernel.infer(new Extent(1, 4096), rows, List.of(), Carry.NONE);
      }
    }
    Tensors.assertSameBits(first, last, "all functions");
  }

  private void apply(UnaryOperator<Expr> function, Tensor x, Tensor y) {
    var eq = new Equations();
    eq.emit(function.apply(eq.input()));
    try (var kernel = device.compile(ScanCompiler.program("function", eq))) {
      kernel.infer(new Extent(1, x.size()), List.of(x, y), List.of(), Carry.NONE);
    }
  }

  private void check(
      UnaryOperator<Expr> function, DoubleUnaryOperator exact, double from, double to) {
    var x = Tensors.zeros(COUNT);
    var y = Tensors.zeros(COUNT);
    for (int i = 0; i < COUNT; i++) {
      x.set(i, (float) (from + (to - from) * i / COUNT));
    }
    apply(function, x, y);
    for (int i = 0; i < COUNT; i++) {
      double want = exact.applyAsDouble(x.get(i));
      double error = Math.abs(y.get(i) - want) / Math.ulp((float) want);
      assertTrue(
          error <= 3 || y.get(i) == (float) want,
          "f(%s) = %s, expected %s".formatted(x.get(i), y.get(i), want));
    }
  }

  private void exact(UnaryOperator<Expr> function, float want, float... arguments) {
    for (float argument : arguments) {
      var x = Tensors.zeros(17);
      x.fill(argument);
      var y = Tensors.zeros(17);
      apply(function, x, y);
      for (int i = 0; i < 17; i++) {
        assertEquals(want, y.get(i), "f(" + argument + ")");
      }
    }
  }
}
