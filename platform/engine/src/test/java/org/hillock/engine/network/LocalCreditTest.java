package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Credit;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credit within layers, against the forward traces of Bellec et al. 2020. */
class LocalCreditTest {

  private static final int STEPS = 12;
  private static final int BATCH = 3;
  private static final int IN = 4;
  private static final int N = 5;
  private static final double LEAK = 0.8;
  private static final double SLOW = 0.95;
  private static final double THRESHOLD = 0.6;

  /** Bellec's pseudo-derivative. */
  private record Triangle() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.abs().times(-1).plus(1).max(0);
    }

    @Override
    public double smooth(double x) {
      throw new AssertionError("for gradient checks only");
    }
  }

  /** LIF with an adaptive threshold; without adaptation at beta = 0. */
  private record Adaptive(double beta) implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var a = eq.state("a", 0);
      var u = v.times(LEAK).plus(eq.input());
      var s = eq.spike(u.minus(THRESHOLD).minus(a.times(beta)), new Triangle());
      eq.next(v, Reset.SOFT_DETACHED.after(u, s, THRESHOLD));
      eq.next(a, a.times(SLOW).plus(s));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  private static float at(Tensor sequence, int t, int b, int i) {
    int features = sequence.shape().dim(2);
    return sequence.get(((long) t * BATCH + b) * features + i);
  }

  /** The learning signal of every test: random, drawn anew by layer. */
  private static void signal(LayerInfo layer, Tensor gradient) {
    Rig.randomise(gradient, layer.name());
  }

  /**
   * The sum over time and batch of learning signal times eligibility trace (Bellec et al. 2020,
   * equations 13 and 22 to 25), carried forward in time, in double precision.
   *
   * @param x what arrives at the synapses, one step late if they are recurrent
   */
  private static double[][] byForwardTraces(
      double beta, Tensor current, Tensor spikes, Tensor x, Tensor learning, boolean recurrent) {
    int in = x.shape().dim(2);
    var sum = new double[in][N];
    for (int b = 0; b < BATCH; b++) {
      for (int j = 0; j < N; j++) {
        double v = 0;
        double a = 0;
        var ofPotential = new double[in];
        var ofThreshold = new double[in];
        for (int t = 0; t < STEPS; t++) {
          double u = LEAK * v + at(current, t, b, j);
          double distance = u - THRESHOLD - beta * a;
          double slope = Math.max(0, 1 - Math.abs(distance));
          for (int i = 0; i < in; i++) {
            double arrives = !recurrent ? at(x, t, b, i) : t == 0 ? 0 : at(x, t - 1, b, i);
            ofPotential[i] = LEAK * ofPotential[i] + arrives;
            double eligibility = slope * (ofPotential[i] - beta * ofThreshold[i]);
            ofThreshold[i] = SLOW * ofThreshold[i] + eligibility;
            sum[i][j] += at(learning, t, b, j) * eligibility;
          }
          double s = at(spikes, t, b, j);
          assertEquals(distance >= 0 ? 1 : 0, s, "the test follows the neuron");
          v = u - THRESHOLD * s;
          a = SLOW * a + s;
        }
      }
    }
    return sum;
  }

  private static void assertClose(double[][] expected, float[] actual) {
    double largest = 0;
    for (double[] row : expected) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    assertTrue(largest > 0.1, "there is something to compare");
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < N; j++) {
        assertEquals(expected[i][j], actual[i * N + j], 1e-5 * largest, i + ", " + j);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void localCreditIsTheSumOfLearningSignalsTimesEligibilityTraces(double beta) {
    var model = new Adaptive(beta);
    try (var rig = new Rig(Shape.of(IN), new Dense(N), new Loop(model), new Dense(2))) {
      var execution = rig.network.training(STEPS, BATCH, new Credit.Local());
      Rig.randomise(execution.input(), "input");
      execution.forward();
      Rig.randomise(execution.outputGradient(), "output");
      execution.backward(LocalCreditTest::signal);
      var layers = rig.network.layers();
      var dense = layers.getFirst();
      var loop = layers.get(1);
      var spikes = execution.layerOutput(loop);
      var learning = execution.layerOutputGradient(loop);
      var recurrent = rig.network.parameters(loop).getFirst();
      assertEquals("1.recurrent", recurrent.name());
      try (var arena = Arena.ofConfined()) {
        var shape = Shape.of(STEPS, BATCH, N);
        var current = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
        current.copyFrom(execution.layerOutput(dense));
        for (int t = 1; t < STEPS; t++) {
          rig.device.gemm(
              false, false, BATCH, N, N, spikes.at(t - 1), recurrent.value(), current.at(t), true);
        }
        assertClose(
            byForwardTraces(beta, current, spikes, execution.input(), learning, false),
            rig.network.parameters(dense).getFirst().gradient().toArray());
        assertClose(
            byForwardTraces(beta, current, spikes, spikes, learning, true),
            recurrent.gradient().toArray());
      }
    }
  }

  @Test
  void oneLayerWithoutRecurrenceLearnsByLocalCreditAsThroughTime() {
    try (var rig =
        new Rig(Shape.of(IN), new Dense(N), new Spiking(0.5), new Dense(2), new Leaky())) {
      var whole = rig.network.training(STEPS, BATCH);
      Rig.randomise(whole.input(), "input");
      whole.forward();
      Rig.randomise(whole.outputGradient(), "output");
      whole.backward();
      var expected = rig.gradients();
      var local = rig.network.training(STEPS, BATCH, new Credit.Local());
      Rig.randomise(local.input(), "input");
      local.forward();
      Rig.randomise(local.outputGradient(), "output");
      var readout = rig.network.layers().get(2);
      var weight = rig.network.parameters(readout).getFirst().value();
      local.backward(
          (layer, gradient) -> {
            assertEquals("1.spiking", layer.name());
            rig.device.gemm(
                false,
                true,
                STEPS * BATCH,
                N,
                2,
                local.layerOutputGradient(readout),
                weight,
                gradient,
                false);
          });
      rig.gradients()
          .forEach((name, values) -> assertArrayEquals(expected.get(name), values, 1e-5f, name));
    }
  }

  @Test
  void localCreditDoesNotPassFromLayerToLayer() {
    try (var rig =
        new Rig(
            Shape.of(IN),
            new Dense(N),
            new Spiking(0.5),
            new Dense(3),
            new Spiking(.5),
            new Dense(2))) {
      var local = rig.network.training(STEPS, BATCH, new Credit.Local());
      Rig.randomise(local.input(), "input");
      local.forward();
      Rig.randomise(local.outputGradient(), "output");
      local.backward(
          (layer, gradient) -> {
            if (layer.name().startsWith("3")) {
              signal(layer, gradient);
            } else {
              gradient.fill(0);
            }
          });
      var found = rig.gradients();
      assertArrayEquals(new float[IN * N], found.get("0.weight"));
      assertTrue(norm(found.get("2.weight")) > 0);
      assertTrue(norm(found.get("4.weight")) > 0);
    }
  }

  private static double norm(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).sum();
  }
}
