package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** What each neuron does with inputs one can follow by hand. */
class NeuronBehaviourTest {

  private static final Atan ATAN = new Atan(2);

  private final Device device = new ReferenceBackend().open(1);

  @Test
  void lifSpikesAtItsThreshold() {
    emits(new Lif(2, 1, false, Reset.HARD, ATAN), floats(.5, .75, .75, 0), floats(0, 1, 0, 0));
  }

  @Test
  void aDecayingInputIsDividedByTau() {
    emits(new Lif(2, 1, true, Reset.HARD, ATAN), floats(1.5, 1.25, 2), floats(0, 1, 1));
  }

  @Test
  void aSoftResetKeepsWhatExceedsTheThreshold() {
    emits(new IntegrateAndFire(1, Reset.SOFT, ATAN), floats(2.5, 0, .25, .25), floats(1, 1, 0, 1));
    emits(new IntegrateAndFire(1, Reset.HARD, ATAN), floats(2.5, 0, .25, .25), floats(1, 0, 0, 0));
  }

  @Test
  void withoutResetANeuronStaysAboveItsThreshold() {
    emits(new IntegrateAndFire(1, Reset.NONE, ATAN), floats(1, 0, 0), floats(1, 1, 1));
  }

  @Test
  void aSynapticCurrentGoesOnAfterItsInput() {
    double half = 1 / Math.log(2);
    var neuron = new CurrentLif(half, half, 1, Reset.HARD, ATAN);
    // Current 0.7, 0.35; membrane 0.7, 0.7, 0.525: never 1. With 1.1 more it spikes at once.
    emits(neuron, floats(.7, 0, 0), floats(0, 0, 0));
    emits(neuron, floats(.7, .31, 0), floats(0, 1, 0));
    emits(neuron, floats(1.1, .5, 0), floats(1, 1, 0));
  }

  @Test
  void anAdaptiveThresholdRisesWithEverySpike() {
    var neuron = new AdaptiveLif(1e6, 1e6, 1, 1, Reset.HARD, ATAN);
    emits(neuron, floats(1.5, 1.5, 1.5, 1.5, 0), floats(1, 0, 1, 0, 0));
  }

  @Test
  void readoutsEmitTheirMembranePotential() {
    emits(new LeakyIntegrator(2, false), floats(1, 1, 0), floats(1, 1.5, .75));
    emits(new LeakyIntegrator(2, true), floats(1, 1, 0), floats(.5, .75, .375));
    emits(new Integrator(), floats(1, 2, -.5), floats(1, 3, 2.5));
  }

  private void emits(NeuronModel neuron, float[] input, float[] output) {
    var got = Scan.run(device, neuron, input, new float[input.length]).row(Role.OUTPUT);
    assertArrayEquals(output, got, 1e-6f, neuron::toString);
  }

  private static float[] floats(double... values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
