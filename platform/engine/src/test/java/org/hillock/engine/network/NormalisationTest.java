package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Layers whose training differs from inference. */
class NormalisationTest {

  @Test
  void dropoutMasksWholeSequencesAndOnlyInTraining() {
    try (var rig = new Rig(Shape.of(50), TestLayers.custom((net, x) -> net.dropout(x, 0.3)))) {
      int population = 2 * 50;
      var training = rig.network.training(4, 2);
      training.input().fill(1);
      training.randomise(1);
      training.forward();
      var first = training.output().toArray();
      int dropped = 0;
      for (int i = 0; i < population; i++) {
        assertTrue(first[i] == 0 || Math.abs(first[i] - 1 / 0.7f) < 1e-6);
        dropped += first[i] == 0 ? 1 : 0;
        for (int t = 1; t < 4; t++) {
          assertEquals(first[i], first[t * population + i]);
        }
      }
      assertTrue(dropped > 10 && dropped < 55, dropped + " of 100 dropped");
      training.randomise(2);
      training.forward();
      assertFalse(Arrays.equals(first, training.output().toArray()));
      training.randomise(1);
      training.forward();
      assertArrayEquals(first, training.output().toArray());
      var inference = rig.network.inference(4, 2);
      Rig.randomise(inference.input(), "input");
      inference.forward();
      assertArrayEquals(inference.input().toArray(), inference.output().toArray());
    }
  }

  @Test
  void batchNormNormalisesAndKeepsRunningStatistics() {
    try (var rig =
        new Rig(Shape.of(5, 2), TestLayers.custom((net, x) -> net.batchNorm(x, 0.25, 1e-9)))) {
      var training = rig.network.training(3, 4);
      Rig.randomise(training.input(), "input");
      for (long i = 0; i < training.input().size(); i += 2) {
        training.input().set(i, 3 * training.input().get(i) + 7);
      }
      training.forward();
      long rows = training.input().size() / 2;
      var out = moments(training.output().toArray(), rows);
      assertEquals(0, out[0], 1e-5);
      assertEquals(1, out[1], 1e-4);
      var in = moments(training.input().toArray(), rows);
      var mean = rig.network.buffers().get("0.running_mean");
      var variance = rig.network.buffers().get("0.running_variance");
      assertEquals(0.25 * in[0], mean.get(0), 1e-5);
      assertEquals(0.75 + 0.25 * in[1] * rows / (rows - 1), variance.get(0), 1e-4);
      var inference = rig.network.inference(1, 1);
      inference.input().fill(2);
      inference.forward();
      double expected = (2 - mean.get(0)) / Math.sqrt(variance.get(0));
      assertEquals(expected, inference.output().get(0), 1e-5);
    }
  }

  private static double[] moments(float[] values, long rows) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i += 2) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double mean = sum / rows;
    return new double[] {mean, squares / rows - mean * mean};
  }
}
