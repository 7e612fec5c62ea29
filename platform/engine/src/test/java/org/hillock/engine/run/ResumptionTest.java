package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on from a checkpoint. */
class ResumptionTest {

  @TempDir private Path folder;
  private ToyRuns runs;

  @BeforeEach
  void hear() {
    runs = new ToyRuns(folder);
  }

  @Test
  void aRunStoppedHalfWayEndsInTheSameBits() throws IOException {
    var whole = runs.run(new ToyExperiment().make(), "whole");
    var stopped = runs.fresh("stopped");
    int[] asked = {0};
    var e = runs.fail(new ToyExperiment().make(), stopped, () -> asked[0]++ >= 21);
    assertEquals(ErrorCode.CANCELLED, e.code());
    var checkpoint = stopped.resolve(ExperimentRunner.CHECKPOINT);
    var half = Files.copy(checkpoint, folder.resolve("half.safetensors"));
    try (var opened = Checkpoint.open(half)) {
      assertEquals(1, opened.number("epoch"));
      assertTrue(opened.names().contains("optimiser/weights/0.weight.momentum"));
    }
    var resumed = runs.resume(new ToyExperiment().threads(2).make(), stopped, half);
    assertEquals(whole.checkpointSha256(), resumed.checkpointSha256());
    assertEquals(whole.figures(), resumed.figures());
  }

  @Test
  void resumingAFinishedRunEvaluatesIt() throws IOException {
    var first = runs.run(new ToyExperiment().make(), "first");
    var again = runs.resume(new ToyExperiment().make(), runs.fresh("again"), first.checkpoint());
    assertEquals(first.checkpointSha256(), again.checkpointSha256());
    assertEquals(first.figures(), again.figures());
  }

  @Test
  void refusesTheCheckpointOfAnotherExperiment() throws IOException {
    var first = runs.run(new ToyExperiment().make(), "first");
    var other = new ToyExperiment().layers(new Dense(Toys.CLASSES), new Leaky()).make();
    var to = runs.fresh("other");
    var e = assertThrows(HillockException.class, () -> runs.resume(other, to, first.checkpoint()));
    assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
    assertTrue(e.getMessage().contains("another experiment"), e.getMessage());
  }
}
