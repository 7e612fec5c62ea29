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
      assertEquals(p, rate(new Bernoulli(), p), 4 * Math.sqrt(p * (1 - p) / STEPS));
    }
    assertEquals(0, rate(new Bernoulli(), 0));
    assertEquals(0, rate(new Bernoulli(), -1));
    assertEquals(1, rate(new Bernoulli(), 1));
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
    var straight = Scan.run(device, new Bernoulli(), new float[] {0.3f}, new float[] {0.7f});
    assertArrayEquals(new float[] {0.7f}, straight.row(Role.INPUT_GRADIENT));
  }

  private double rate(NeuronModel neuron, double input) {
    var x = new float[STEPS];
    Arrays.fill(x, (float) input);
    var spikes = Scan.run(device, neuron, x, new float[STEPS]).row(Role.OUTPUT);
    int count = 0;
    for (float s : spikes) {
      count += s == 1 ? 1 : 0;
    }
    return count / (double) STEPS;
  }
}
