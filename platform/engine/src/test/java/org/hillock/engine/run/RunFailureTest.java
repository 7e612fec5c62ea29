package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.run.Toys.SummedCrossEntropy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end in a failure: what is said and what is left. */
class RunFailureTest {

  /** Multiplies by ever more until floats overflow. */
  record Explosive() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.map(List.of(x), eq -> eq.emit(eq.input().plus(0.1).times(1e30).times(1e30)));
    }
  }

  /** Passes on what arrives, and the largest numbers there are once it has run often enough. */
  record Fuse(int passes) implements Layer, Operation {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.apply(this, List.of(x));
    }

    @Override
    public String name() {
      return "fuse";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public Kernel prepare(Preparation at) {
      var x = at.input(0);
      var y = at.output();
      var into = at.outputGradient();
      var from = at.inputGradient(0);
      return new Kernel() {
        private int runs;

        @Override
        public void forward() {
          runs++;
          forwardAgain();
        }

        @Override
        public void forwardAgain() {
          y.tensor().copyFrom(x.tensor());
          if (runs > passes) {
            y.tensor().fill(Float.MAX_VALUE);
          }
        }

        @Override
        public void backward() {
          from.tensor().copyFrom(into.tensor());
        }
      };
    }
  }

  /** An encoder with a fault. */
  record Faulty() implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(2, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      throw new ArithmeticException("a fault of mine");
    }
  }

  @TempDir private Path folder;
  private ToyRuns runs;

  @BeforeEach
  void hear() {
    runs = new ToyRuns(folder);
  }

  @Test
  void divergenceNamesTheFirstLayer() throws IOException {
    var toy =
        new ToyExperiment().layers(new Dense(4), new Explosive(), new Explosive(), new Dense(3));
    var e = runs.fail(toy.make(), "run");
    assertEquals(ErrorCode.DIVERGED, e.code());
    assertTrue(
        e.getMessage().contains("the output of 1.map at network[1] (explosive)"), e.getMessage());
    assertTrue(e.getMessage().contains("epoch 0, step 0"), e.getMessage());
  }

  @Test
  void divergenceInALaterEpochLeavesTheCheckpointOfTheLastGoodOne() throws IOException {
    int fullBatchesOfAnEpoch = 6;
    var fuse = new Fuse(fullBatchesOfAnEpoch + 1);
    var toy = new ToyExperiment().layers(new Dense(4), fuse, new Dense(5), new Dense(3));
    for (var activations : Activations.values()) {
      var to = runs.fresh("run of " + activations);
      var e = runs.fail(toy.activations(activations).make(), to, () -> false);
      assertEquals(ErrorCode.DIVERGED, e.code());
      assertTrue(
          e.getMessage()
              .contains(
                  "epoch 1, step 1; the first value that is not finite is in the"
                      + " output of 2.linear at network[2] (dense)"),
          e.getMessage());
      try (var kept = Checkpoint.open(to.resolve(ExperimentRunner.CHECKPOINT))) {
        assertEquals(0, RunCheckpoints.position(kept).epoch());
      }
    }
  }

  /** Makes a weight something that is not a number, which neurons keep from the loss. */
  record Poisonous() implements Trainer {
    @Override
    public int epochs() {
      return 2;
    }

    @Override
    public Loss loss() {
      return new SummedCrossEntropy();
    }

    @Override
    public void train(TrainingSession session) {
      session.endEpoch(0, Map.of());
      session.network().parameters().getFirst().value().fill(Float.NaN);
      session.step(1, 0, 1, 0.5, 0.5);
      session.endEpoch(1, Map.of());
    }
  }

  @Test
  void weightsThatAreNotFiniteAreFoundThoughTheLossIs() throws IOException {
    var to = runs.fresh("run");
    var e = runs.fail(new ToyExperiment().trainer(new Poisonous()).make(), to, () -> false);
    assertEquals(ErrorCode.DIVERGED, e.code());
    assertTrue(e.getMessage().contains("after epoch 1 parameter 0.weight"), e.getMessage());
    try (var kept = Checkpoint.open(to.resolve(ExperimentRunner.CHECKPOINT))) {
      assertEquals(0, RunCheckpoints.position(kept).epoch());
    }
  }

  @Test
  void aFullDiskEndsTheRunAndLeavesTheEarlierCheckpoint() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    var to = runs.fresh("run");
    var part = to.resolve(ExperimentRunner.CHECKPOINT + ".part");
    var checkpoint = to.resolve(ExperimentRunner.CHECKPOINT);
    BooleanSupplier fillTheDisk =
        () -> {
          if (Files.exists(checkpoint) && !Files.isSymbolicLink(part)) {
            link(part, full);
          }
          return false;
        };
    var e = runs.fail(new ToyExperiment().make(), to, fillTheDisk);
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
    assertFalse(Files.exists(part));
    var kept = Files.copy(checkpoint, folder.resolve("kept"));
    var resumed = runs.resume(new ToyExperiment().make(), to, kept);
    var whole = runs.run(new ToyExperiment().make(), "whole");
    assertEquals(whole.checkpointSha256(), resumed.checkpointSha256());
  }

  private static void link(Path from, Path to) {
    try {
      Files.createSymbolicLink(from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNetworkMustEndWithAFeatureForEachClass() throws IOException {
    var e = runs.fail(new ToyExperiment().layers(new Dense(7)).make(), "run");
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertTrue(e.getMessage().contains("3 classes"), e.getMessage());
  }

  @Test
  void aFaultOfAnEncoderIsReportedAsThePluginsFault() throws IOException {
    var toy = new ToyExperiment().encoder(new Faulty()).threads(2);
    var e = runs.fail(toy.make(), "run");
    assertEquals(ErrorCode.PLUGIN_FAULT, e.code());
    assertTrue(e.getMessage().contains("a fault of mine"), e.getMessage());
  }
}
