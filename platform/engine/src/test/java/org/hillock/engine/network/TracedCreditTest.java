package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.hillock.api.network.Credit;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Credit by presynaptic traces, against the sums of Xiao et al. 2022. */
class TracedCreditTest {

  private static final int STEPS = 12;
  private static final int BATCH = 3;
  private static final int IN = 4;
  private static final int N = 5;

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
          var expected = rig.gradients();
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
          var found = rig.gradients();
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
}
