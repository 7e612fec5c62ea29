package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Credit;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Parameter;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other ways of assigning credit than through time, against the papers' forward traces. */
class CreditTest {

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

  private static Map<String, float[]> gradients(Network network) {
    return network.parameters().stream()
        .collect(Collectors.toMap(Parameter::name, p -> p.gradient().toArray()));
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
      execution.backward(CreditTest::signal);
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
      var expected = gradients(rig.network);
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
      gradients(rig.network)
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
      var found = gradients(rig.network);
      assertArrayEquals(new float[IN * N], found.get("0.weight"));
      assertTrue(norm(found.get("2.weight")) > 0);
      assertTrue(norm(found.get("4.weight")) > 0);
    }
  }

  private static double norm(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).sum();
  }

  /**
   * Online through time (Xiao et al. 2022, equation 5): at each step the gradient of a weight is
   * the presynaptic trace times the gradient through the layers of that step alone.
   */
  @Test
  void tracedCreditIsThePresynapticTraceTimesTheInstantaneousGradient() {
    double decay = 0.8;
    double readoutDecay = 0.5;
    try (var rig =
        new Rig(
            Shape.of(IN),
            new Dense(N),
            new Loop(new Spiking(0.5)),
            new Dense(N),
            new Spiking(0.4),
            new Dense(2))) {
      var layers = rig.network.layers();
      var traced = rig.network.training(1, BATCH, new Credit.Traced(decay, readoutDecay));
      var plain = rig.network.training(1, BATCH);
      try (var state = rig.network.newState(BATCH);
          var same = rig.network.newState(BATCH)) {
        var traces = List.of(new double[BATCH * IN], new double[BATCH * N], new double[BATCH * N]);
        var looped = new double[BATCH * N];
        var last = new float[BATCH * N];
        for (int t = 0; t < STEPS; t++) {
          var input = new float[BATCH * IN];
          for (int i = 0; i < input.length; i++) {
            input[i] = (float) RandomStream.of(t).gaussian(i);
          }
          plain.input().copyFrom(input);
          plain.forward(same);
          Rig.randomise(plain.outputGradient(), "output" + t);
          plain.backward();
          // The gradient of a bias is the sum over the batch of that of the current.
          var expected = gradients(rig.network);
          traced.input().copyFrom(input);
          traced.forward(state);
          Rig.randomise(traced.outputGradient(), "output" + t);
          var inputs =
              List.of(
                  input,
                  traced.layerInput(layers.get(2)).toArray(),
                  traced.layerInput(layers.get(4)).toArray());
          follow(traces.get(0), inputs.get(0), decay);
          follow(traces.get(1), inputs.get(1), decay);
          follow(traces.get(2), inputs.get(2), readoutDecay);
          follow(looped, last, decay);
          last = inputs.get(1);
          traced.backward();
          var found = gradients(rig.network);
          for (int l : new int[] {0, 2, 4}) {
            assertArrayEquals(expected.get(l + ".bias"), found.get(l + ".bias"), 1e-6f);
          }
          var out = rig.network.parameters(layers.get(4)).getFirst();
          var gradient = traced.outputGradient().toArray();
          for (int i = 0; i < N; i++) {
            for (int k = 0; k < 2; k++) {
              double sum = 0;
              for (int b = 0; b < BATCH; b++) {
                sum += traces.get(2)[b * N + i] * gradient[b * 2 + k];
              }
              assertEquals(sum, out.gradient().get(i * 2L + k), 1e-5);
            }
          }
          assertSpanned(found.get("0.weight"), traces.get(0), IN);
          assertSpanned(found.get("2.weight"), traces.get(1), N);
          assertSpanned(found.get("1.recurrent"), looped, N);
        }
      }
    }
  }

  private static void follow(double[] trace, float[] x, double decay) {
    for (int i = 0; i < trace.length; i++) {
      trace[i] = decay * trace[i] + x[i];
    }
  }

  /** Every column of a gradient {@code [in][N]} is a combination of the batch's traces. */
  private static void assertSpanned(float[] gradient, double[] traces, int in) {
    for (int j = 0; j < N; j++) {
      var rest = new double[in];
      for (int i = 0; i < in; i++) {
        rest[i] = gradient[i * N + j];
      }
      var basis = new double[BATCH][];
      for (int b = 0; b < BATCH; b++) {
        basis[b] = Arrays.copyOfRange(traces, b * in, (b + 1) * in);
        for (int c = 0; c < b; c++) {
          remove(basis[c], basis[b]);
        }
        remove(basis[b], rest);
      }
      for (double r : rest) {
        assertEquals(0, r, 1e-4);
      }
    }
  }

  /** Takes the part along a direction out. */
  private static void remove(double[] direction, double[] from) {
    double along = 0;
    double square = 0;
    for (int i = 0; i < from.length; i++) {
      along += direction[i] * from[i];
      square += direction[i] * direction[i];
    }
    if (square > 1e-12) {
      for (int i = 0; i < from.length; i++) {
        from[i] -= along / square * direction[i];
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (var rig = new Rig(Shape.of(IN), new Dense(N), new Spiking(0.5), new Dense(2))) {
      var network = rig.network;
      var steps =
          assertThrows(
              HillockException.class, () -> network.training(2, 1, new Credit.Traced(.5, .5)));
      assertEquals(ErrorCode.INVALID_ARGUMENT, steps.code());
      var whole = network.training(2, 1);
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, () -> whole.backward(CreditTest::signal)).code());
      var layer = network.layers().getFirst();
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, () -> whole.layerOutputGradient(layer)).code());
      var local = network.training(2, 1, new Credit.Local());
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, local::backward).code());
    }
  }
}
