package org.hillock.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimiserUpdatesTest {

  /** Gradient descent with momentum and decay of the weight. */
  public record Momentum(double rate) implements Optimiser {
    @Override
    public void define(Equations eq) {
      var w = eq.state(WEIGHT, 0);
      var m = eq.state("momentum", 0.5);
      var now = eq.parameter(ParameterSpec.given("rate", Sharing.SCALAR));
      var step = m.times(0.5).plus(eq.input("gradient")).plus(w.times(0.25));
      eq.next(m, step);
      eq.next(w, w.minus(step.times(now)));
    }

    @Override
    public double[] scalars(long step, double rate) {
      return new double[] {rate};
    }
  }

  private final Device device = new ReferenceBackend().open(1);
  private final Memory memory = Memory.open();

  @AfterEach
  void close() {
    memory.close();
    device.close();
  }

  private Tensor tensor(float... values) {
    var tensor = memory.allocate(values.length * 4L, "a test").tensor(0, Shape.of(values.length));
    tensor.copyFrom(values);
    return tensor;
  }

  private OptimiserUpdates updates(Optimiser optimiser, Parameter... parameters) {
    return new OptimiserUpdates("test", optimiser, List.of(parameters), device, memory, 0);
  }

  @Test
  void followsTheEquationsAndScalesTheGradientAlone() {
    double infinity = Double.POSITIVE_INFINITY;
    var p = new Parameter("w", tensor(1, -2), tensor(4, 8), -infinity, infinity);
    var updates = updates(new Momentum(0.1), p);
    updates.apply(0.125, 0.5);
    // step = 0.5·0.5 + 0.5·g + 0.25·w
    assertArrayEquals(
        new float[] {0.25f + 2 + 0.25f, 0.25f + 4 - 0.5f},
        updates.moments().get("w.momentum").toArray());
    assertArrayEquals(new float[] {1 - 0.125f * 2.5f, -2 - 0.125f * 3.75f}, p.value().toArray());
    assertEquals(1, updates.count());
    assertEquals(Math.sqrt(80), updates.gradientNorm(), 1e-9);
  }

  @Test
  void keepsEveryParameterWithinItsOwnBounds() {
    var bounded = new Parameter("a", tensor(1, 1), tensor(40, -40), 0, 2);
    var oneSided = new Parameter("b", tensor(1, 1), tensor(40, -40), 0.5, Double.POSITIVE_INFINITY);
    updates(new Momentum(1), bounded, oneSided).apply(1, 1);
    assertArrayEquals(new float[] {0, 2}, bounded.value().toArray());
    assertArrayEquals(new float[] {0.5f, 1 + 39.5f}, oneSided.value().toArray());
  }

  @Test
  void refusesAnOptimiserWhoseFirstStateIsNotTheWeight() {
    record Wrong(double rate) implements Optimiser {
      @Override
      public void define(Equations eq) {
        var m = eq.state("momentum", 0);
        eq.next(m, m.plus(eq.input()));
      }

      @Override
      public double[] scalars(long step, double rate) {
        return new double[0];
      }
    }

    var e = assertThrows(HillockException.class, () -> updates(new Wrong(1)));
    assertEquals(ErrorCode.PLUGIN_FAULT, e.code());
  }

  @Test
  void refusesAnOptimiserThatDrawsRandomNumbers() {
    record Noisy(double rate) implements Optimiser {
      @Override
      public void define(Equations eq) {
        var w = eq.state(Optimiser.WEIGHT, 0);
        eq.next(w, w.minus(eq.input().times(eq.uniform())));
      }

      @Override
      public double[] scalars(long step, double rate) {
        return new double[0];
      }
    }

    var p = new Parameter("a", tensor(1, 1), tensor(1, 1), 0, 1);
    var e = assertThrows(HillockException.class, () -> updates(new Noisy(1), p));
    assertEquals(ErrorCode.PLUGIN_FAULT, e.code());
    assertTrue(e.getMessage().contains("random numbers"), e.getMessage());
  }
}
