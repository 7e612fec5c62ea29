package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Noisy;
import org.junit.jupiter.api.Test;

/** Neurons that draw random numbers. */
class RandomNeuronTest {

  private static Rig rig() {
    return rig(Activations.KEPT);
  }

  private static Rig rig(Activations activations) {
    return new Rig(
        activations,
        Shape.of(3),
        new Dense(4),
        new Noisy(),
        new Loop(new Noisy()),
        new Dense(4),
        new Noisy(),
        new Dense(2));
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

  @Test
  void whatIsRecomputedDrawsTheSameNumbers() {
    try (var kept = rig();
        var recomputed = rig(Activations.RECOMPUTED)) {
      assertEquals(gradients(kept), gradients(recomputed));
    }
  }

  /** Of the second of two pieces of a sequence. */
  private static List<String> gradients(Rig rig) {
    try (var state = rig.network.newState(3)) {
      for (int piece = 0; piece < 2; piece++) {
        var execution = rig.network.training(5, 3);
        Rig.randomise(execution.input(), "input");
        execution.forward(state);
        Rig.randomise(execution.outputGradient(), "gradient");
        execution.backward();
      }
    }
    return rig.network.parameters().stream()
        .map(p -> Arrays.toString(p.gradient().toArray()))
        .toList();
  }
}
