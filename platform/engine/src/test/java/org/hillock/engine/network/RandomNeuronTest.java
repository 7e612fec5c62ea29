package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Noisy;
import org.junit.jupiter.api.Test;

/** Neurons that draw random numbers. */
class RandomNeuronTest {

  private static Rig rig() {
    return new Rig(
        Shape.of(3), new Dense(4), new Noisy(), new Loop(new Noisy()), new Dense(2));
  }

  @Test
  void theBackwardPassDrawsWhatTheForwardPassDrew() {
    try (var rig = rig()) {
      double error = rig.gradientError(5, 3);
      assertTrue(error <= 1e-3, "relative error " + error);
    }
  }

  @Test
  void anotherBatchDrawsOtherNumbersAndTheSameBatchTheSame() {
    try (var rig = rig()) {
      var execution = rig.network.training(5, 3);
      Rig.randomise(execution.input(), "input");
      var input = execution.input().toArray();
      var outputs = new float[3][];
      for (int i = 0; i < 3; i++) {
        execution.input().copyFrom(input);
        execution.randomise(i % 2);
        execution.forward();
        outputs[i] = execution.output().toArray();
      }
      assertFalse(Arrays.equals(outputs[0], outputs[1]));
      assertArrayEquals(outputs[0], outputs[2]);
    }
  }
}
