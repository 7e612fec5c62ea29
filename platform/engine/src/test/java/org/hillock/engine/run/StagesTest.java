package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.data.Split;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.run.Toys.Descent;
import org.hillock.engine.run.Toys.SummedCrossEntropy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of several stages. */
class StagesTest {

  private static final int BATCH = 20;
  private static final int STEPS_AN_EPOCH = 5;

  @TempDir private Path folder;
  private ToyRuns runs;

  @BeforeEach
  void hear() {
    runs = new ToyRuns(folder);
  }

  /** A network of its own, whose weights the run's network takes over for 3 steps, then for 1. */
  private record Staged() implements Trainer {

    private static final int EPOCHS = 2;

    @Override
    public int epochs() {
      return 3 * EPOCHS;
    }

    @Override
    public Loss loss() {
      return new SummedCrossEntropy();
    }

    @Override
    public void train(TrainingSession session) {
      if (session.firstEpoch() <= EPOCHS) {
        List<Layer> layers = List.of(new Dense(Toys.CLASSES));
        var own = session.beginStage("own", 1, layers);
        learn(session, own, 1, 0);
        own.parameters()
            .forEach(
                from ->
                    session.network().parameters().stream()
                        .filter(to -> to.name().equals(from.name()))
                        .forEach(to -> to.value().copyFrom(from.value())));
      }
      for (int stage = session.firstEpoch() > 2 * EPOCHS - 1 ? 2 : 1; stage < 3; stage++) {
        int steps = stage == 1 ? 3 : 1;
        session.beginStage("t" + steps, steps);
        learn(session, session.network(), steps, stage * EPOCHS);
      }
    }

    private void learn(TrainingSession session, Network network, int steps, int begin) {
      var descent = new Descent(0.05);
      var updates = session.optimise("weights", descent, network.parameters());
      for (int e = Math.max(begin, session.firstEpoch()); e < begin + EPOCHS; e++) {
        int step = 0;
        for (var batch : session.batches(Split.TRAIN, BATCH, e)) {
          var execution = network.training(steps, batch.size());
          batch.encodeInto(execution.input());
          assertArrayEquals(
              execution.input().at(0).toArray(), execution.input().at(steps - 1).toArray());
          execution.forward();
          double mean =
              loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
          session.step(e, step++, STEPS_AN_EPOCH, mean, 0);
          execution.backward();
          updates.apply(descent.rate(), 1);
        }
        double accuracy = session.evaluate(Split.TEST, loss(), BATCH).get("accuracy");
        assertEquals(accuracy, session.measure(loss(), BATCH).getFirst().value());
        session.endEpoch(e, Map.of("accuracy", accuracy));
      }
      // Left open on purpose: whoever begins the next stage has it back.
      session.batches(Split.TRAIN, BATCH, 0).iterator().next();
    }
  }

  private static Experiment experiment() {
    return new ToyExperiment()
        .encoder(new Toys.Values())
        .layers(new Dense(Toys.CLASSES), new Leaky())
        .trainer(new Staged())
        .make();
  }

  @Test
  void stoppedInAnyEpochItEndsInTheSameBits() throws IOException {
    var whole = runs.run(experiment(), "whole");
    for (int epoch = 1; epoch < 6; epoch++) {
      var stopped = runs.fresh("stopped-" + epoch);
      var last = "in epoch " + epoch;
      int until = epoch;
      var heard = runs.heard();
      heard.points.clear();
      var e = runs.fail(experiment(), stopped, () -> heard.points.size() >= until);
      assertEquals(ErrorCode.CANCELLED, e.code(), last);
      var checkpoint = stopped.resolve(ExperimentRunner.CHECKPOINT);
      var resumed = runs.resume(experiment(), stopped, checkpoint);
      assertEquals(whole.checkpointSha256(), resumed.checkpointSha256(), last);
      assertEquals(whole.figures(), resumed.figures());
      assertTrue(Files.exists(stopped.resolve("stages/own.safetensors")), last);
      assertTrue(Files.exists(stopped.resolve("stages/t3.safetensors")), last);
    }
  }

  @Test
  void eachStageKeepsACheckpointAndTheLastHoldsNothingOfTheOthers() throws IOException {
    var run = runs.run(experiment(), "run");
    try (var own = Checkpoint.open(run.checkpoint().resolveSibling("stages/own.safetensors"));
        var last = Checkpoint.open(run.checkpoint())) {
      assertTrue(own.names().contains("stage/0.weight"), () -> "" + own.names());
      assertFalse(last.names().stream().anyMatch(name -> name.startsWith("stage/")));
      assertEquals("own", own.text("stage"));
      assertEquals("t1", last.text("stage"));
      assertEquals(1, last.number("optimiser/weights/count") / STEPS_AN_EPOCH / Staged.EPOCHS);
    }
    assertEquals(1, run.steps());
  }
}
