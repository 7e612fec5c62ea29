package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Batch normalisation that knows of thresholds and of time. */
class NormLayersTest {

  private static final Layer SYNAPSES = new Linear(3, false, Weights.KAIMING, 1);

  @Test
  void currentsGetTheThresholdAsDeviation() {
    try (var trial = new Trial(Shape.of(2), new TdBatchNorm(0.8, 0.5, 0.1, 1e-9))) {
      var execution = trial.network.training(4, 3);
      Trial.randomise(execution.input(), "currents");
      execution.forward();
      for (int c = 0; c < 2; c++) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < 12; row++) {
          double y = execution.output().get(2 * row + c);
          sum += y;
          squares += y * y;
        }
        assertEquals(0, sum / 12, 1e-5);
        assertEquals(0.4, Math.sqrt(squares / 12), 1e-5);
      }
    }
  }

  @Test
  void gradientsReachThroughStatisticsAndStepWeights() {
    try (var trial = new Trial(Shape.of(2), SYNAPSES, new TdBatchNorm(0.8, 1, 0.1, 1e-2))) {
      trial.differentiates(4, 3);
    }
    try (var trial = new Trial(Shape.of(2), SYNAPSES, new TemporalBatchNorm(4, 0.1, 1e-2))) {
      trial.differentiates(4, 3);
    }
  }

  @Test
  void everyStepHasItsWeightAtOnceAndInPieces() {
    try (var trial = new Trial(Shape.of(1), new TemporalBatchNorm(6, 0.1, 1e-9))) {
      var weights = trial.network.parameters().getFirst();
      assertEquals("0.step_weights", weights.name());
      weights.value().copyFrom(new float[] {1, 2, 3, 4, 5, 6});
      assertArrayEquals(new float[] {7, 14, 21}, trial.run(3, 7, 7, 7), 1e-4f);
      trial.streams(6, 2);
      try (var state = trial.network.newState(1)) {
        var piece = trial.network.inference(4, 1);
        piece.forward(state);
        var refused = assertThrows(HillockException.class, () -> piece.forward(state));
        assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
        assertEquals(
            "has scales for 6 time steps, the sequence has reached 8; raise steps",
            refused.getMessage());
      }
    }
  }

  @Test
  void stepsBeyondTheSequenceLearnNothing() {
    try (var trial = new Trial(Shape.of(2), SYNAPSES, new TemporalBatchNorm(3, 0.1, 1e-2))) {
      var execution = trial.network.training(2, 3);
      Trial.randomise(execution.input(), "input");
      Trial.randomise(execution.outputGradient(), "gradient");
      execution.forward();
      execution.backward();
      var gradient =
          trial.network.parameters().stream()
              .filter(p -> p.name().endsWith("step_weights"))
              .findFirst()
              .orElseThrow()
              .gradient();
      assertEquals(0, gradient.get(2));
    }
  }

  @Test
  void eachStepIsNormalisedByItself() {
    try (var trial = new Trial(Shape.of(2), new BatchNormThroughTime(4, 1, 1e-9))) {
      var execution = trial.network.training(4, 3);
      Trial.randomise(execution.input(), "currents");
      trial.network.parameters().getFirst().value().copyFrom(new float[] {1, 1, 2, 2, 3, 3, 4, 4});
      float[] x = execution.input().toArray();
      execution.forward();
      for (int t = 0; t < 4; t++) {
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < 3; b++) {
          double y = execution.output().get((3 * t + b) * 2);
          sum += y;
          squares += y * y;
        }
        assertEquals(0, sum / 3, 1e-5);
        assertEquals(t + 1, Math.sqrt(squares / 3), 1e-5);
      }
      var mean = trial.network.buffers().get("0.running_mean");
      assertEquals((x[18] + x[20] + x[22]) / 3, mean.get(6), 1e-6);
      trial.streams(4, 3);
    }
  }

  @Test
  void gradientsReachThroughEachStepsStatistics() {
    try (var trial = new Trial(Shape.of(2), SYNAPSES, new BatchNormThroughTime(4, 0.1, 1e-2))) {
      trial.differentiates(4, 3);
      var refused = assertThrows(HillockException.class, () -> trial.network.training(5, 1));
      assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
    }
  }
}
