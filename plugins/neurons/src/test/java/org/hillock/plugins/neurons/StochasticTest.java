package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** Neurons that spike at random. */
class StochasticTest {

  private static final int STEPS = 20_000;

  private final Device device = new ReferenceBackend().open(1);

  @Test
  void bernoulliSpikesAsOftenAsItsInputSays() {
    for (double p : new double[] {0.03, 0.5, 0.9}) {
      assertEquals(p, rate(new Bernoulli(false), p), 4 * Math.sqrt(p * (1 - p) / STEPS));
    }
    assertEquals(0, rate(new Bernoulli(false), 0));
    assertEquals(0, rate(new Bernoulli(false), -1));
    assertEquals(1, rate(new Bernoulli(false), 1));
  }

  @Test
  void signedBernoulliSpikesOfEitherSign() {
    var signed = new Bernoulli(true);
    for (double p : new double[] {0.2, 0.7}) {
      double tolerance = 4 * Math.sqrt(p * (1 - p) / STEPS);
      assertEquals(p, mean(signed, p), tolerance);
      assertEquals(-p, mean(signed, -p), tolerance);
    }
    assertEquals(0, mean(signed, 0));
    assertEquals(-1, mean(signed, -3));
    var x = new float[] {0.3f, -0.4f};
    var gradient = Scan.run(device, signed, x, new float[] {0.7f, 0.5f});
    assertArrayEquals(new float[] {0.7f, 0.5f}, gradient.row(Role.INPUT_GRADIENT));
  }

  @Test
  void stochasticLifSpikesWithASigmoidOfItsMembranePotential() {
    // A time constant of 1 forgets: the membrane potential is the input.
    var neuron = new StochasticLif(1, 1, 0.5, false, Reset.HARD);
    for (double u : new double[] {0, 1, 1.5}) {
      double p = 1 / (1 + Math.exp(-(u - 1) / 0.5));
      assertEquals(p, rate(neuron, u), 4 * Math.sqrt(p * (1 - p) / STEPS));
    }
  }

  @Test
  void theGradientIsThatOfTheProbability() {
    var neuron = new StochasticLif(1, 1, 0.5, false, Reset.NONE);
    var got = Scan.run(device, neuron, new float[] {1.5f}, new float[] {1});
    double p = 1 / (1 + Math.exp(-1));
    assertEquals(p * (1 - p) / 0.5, got.row(Role.INPUT_GRADIENT)[0], 1e-6);
    var straight = Scan.run(device, new Bernoulli(false), new float[] {0.3f}, new float[] {0.7f});
    assertArrayEquals(new float[] {0.7f}, straight.row(Role.INPUT_GRADIENT));
  }

  private double rate(NeuronModel neuron, double input) {
    int count = 0;
    for (float s : spikes(neuron, input)) {
      count += s == 1 ? 1 : 0;
    }
    return count / (double) STEPS;
  }

  private double mean(NeuronModel neuron, double input) {
    double sum = 0;
    for (float s : spikes(neuron, input)) {
      sum += s;
    }
    return sum / STEPS;
  }

  private float[] spikes(NeuronModel neuron, double input) {
    var x = new float[STEPS];
    Arrays.fill(x, (float) input);
    return Scan.run(device, neuron, x, new float[STEPS]).row(Role.OUTPUT);
  }
}
