package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Reset;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** Values worked out by hand from the equations of two papers; a device must give them to 1e-5. */
class PublishedVectorsTest {

  private static final float TOLERANCE = 1e-5f;

  private final Device device = new ReferenceBackend().open(1);

  /** Chowdhury, Rathi, Roy (2021): leak 0.9, threshold 0.8, gamma 0.3, constant input 0.5. */
  @Test
  void learnableLifGivesTheSpikesAndGradientsOfItsPaper() {
    var neuron =
        new LearnableLif(0.9, 0.8, Sharing.SCALAR, Reset.SOFT_DETACHED, new Triangular(0.3, 1));
    var got = Scan.run(device, neuron, new float[] {.5f, .5f, .5f}, new float[] {1, 1, 1});
    assertArrayEquals(new float[] {0, 1, 0}, got.row(Role.OUTPUT));
    assertArrayEquals(
        new float[] {.749695f, .572578f, .297656f}, got.row(Role.INPUT_GRADIENT), TOLERANCE);
    assertEquals(.330937f, got.parameterGradients()[0], TOLERANCE);
    assertEquals(-1.012456f, got.parameterGradients()[1], TOLERANCE);
  }

  /** The same paper's comparison is strict: at the threshold itself there is no spike. */
  @Test
  void learnableLifDoesNotSpikeAtItsThreshold() {
    var neuron =
        new LearnableLif(1, 0.75, Sharing.SCALAR, Reset.SOFT_DETACHED, new Triangular(0.3, 1));
    var got = Scan.run(device, neuron, new float[] {.5f, .25f, .25f}, new float[3]);
    assertArrayEquals(new float[] {0, 0, 1}, got.row(Role.OUTPUT));
  }

  /** Hammouamri, Khalfaoui-Hassani, Masquelier (2024): tau 1.005, hard detached reset. */
  @Test
  void lifGivesThePotentialsAndSpikesOfTheDelaysPaper() {
    var neuron = new Lif(1.005, 1, false, Reset.HARD_DETACHED, new Atan(5));
    var got =
        Scan.run(device, neuron, new float[] {.6f, .6f, 1.2f, .995f}, new float[] {1, 1, 1, 1});
    assertArrayEquals(new float[] {0, 0, 1, 0}, got.row(Role.OUTPUT));
    // What a LIF keeps for its backward pass is the membrane potential before the reset.
    var potential = new float[] {.6f, .602985f, 1.203f, .995f};
    assertArrayEquals(potential, got.row(Role.KEPT), TOLERANCE);

    double arriving = 0;
    var want = new float[4];
    for (int t = 3; t >= 0; t--) {
      double distance = Math.PI / 2 * 5 * (potential[t] - 1);
      boolean reset = potential[t] >= 1;
      double gradient = 2.5 / (1 + distance * distance) + (reset ? 0 : arriving);
      want[t] = (float) gradient;
      arriving = gradient * (1 - 1 / 1.005);
    }
    assertArrayEquals(want, got.row(Role.INPUT_GRADIENT), TOLERANCE);
  }
}
