package org.hillock.engine.run;

import static org.hillock.engine.run.ToyExperiment.EPOCHS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Split;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.checkpoint.Hashes;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {

  /** A backend for hardware that is not there. */
  record Absent() implements HardwareBackend {
    @Override
    public Device open(int threads) {
      throw new HillockException(ErrorCode.FAILED_PRECONDITION, "no such chip");
    }
  }

  @TempDir private Path folder;
  private ToyRuns runs;

  @BeforeEach
  void hear() {
    runs = new ToyRuns(folder);
  }

  @Test
  void learnsAndReports() throws IOException {
    var result = runs.run(new ToyExperiment().make(), "run");
    assertEquals("test_accuracy", result.figures().getFirst().name());
    assertTrue(result.figures().getFirst().value() > 0.9, result.figures().toString());
    assertEquals(31, result.figures().get(1).value(), "the last, smaller batch counts");
    assertEquals(
        List.of("0.linear", "1.batch-norm", "2.spiking", "3.dropout", "4.linear", "5.leaky"),
        result.layers().stream().map(l -> l.layer().name()).toList());
    double rate = result.layers().get(2).firingRate();
    assertTrue(rate > 0 && rate < 1, "firing rate " + rate);
    assertTrue(Double.isNaN(result.layers().getFirst().firingRate()));
    assertEquals(8, result.steps());
    assertEquals("drawn apart", result.splitDescription());
    assertTrue(result.tensorBytes() > 0);
    assertTrue(result.peakMemoryBytes() > result.tensorBytes());
    assertEquals(Hashes.sha256(Files.readAllBytes(result.checkpoint())), result.checkpointSha256());
    assertEquals(
        List.of("train_loss 7 0", "validation_loss 7 0", "validation_accuracy 7 0"),
        runs.heard().points.subList(0, 3));
    assertTrue(
        runs.heard().points.contains("validation_spike_rate 28 3"), runs.heard().points.toString());
    var last = runs.heard().progress.getLast();
    assertEquals(
        List.of(3, EPOCHS, 7, 7), List.of(last.epoch(), last.epochs(), last.step(), last.steps()));
    assertEquals(0, last.left().toNanos());
    assertEquals(EPOCHS, runs.heard().spikes.size());
    var sample = runs.heard().spikes.getLast();
    assertEquals("2.spiking", sample.layer());
    assertEquals(12, sample.neurons());
    assertEquals(sample.time().length, sample.neuron().length);
  }

  @Test
  void theCheckpointDependsOnTheSeedAloneNotOnThreads() throws IOException {
    var one = runs.run(new ToyExperiment().make(), "one");
    var two = runs.run(new ToyExperiment().threads(3).make(), "two");
    assertEquals(one.checkpointSha256(), two.checkpointSha256());
    var three = runs.run(new ToyExperiment().seed(12).make(), "three");
    assertNotEquals(one.checkpointSha256(), three.checkpointSha256());
  }

  @Test
  void predictsWhatTheEvaluationSaw() throws IOException {
    var experiment =
        new ToyExperiment().layers(new Dense(20), new Spiking(0.5), new Dense(3)).make();
    var result = runs.run(experiment, "run");
    try (var predictor = Predictor.open(experiment, result.checkpoint());
        var samples = experiment.data().open(folder);
        var arena = Arena.ofConfined()) {
      assertEquals(samples.shape(), predictor.inputShape());
      assertEquals(Toys.CLASSES, predictor.classes());
      var values = new float[30 * Toys.FEATURES];
      var shape = samples.shape().tensor();
      var sample = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
      for (int i = 0; i < 30; i++) {
        samples.read(Split.TEST, i, sample);
        System.arraycopy(sample.toArray(), 0, values, i * Toys.FEATURES, Toys.FEATURES);
      }
      var prediction = predictor.predict(values, 30, 1);
      int correct = 0;
      for (int i = 0; i < 30; i++) {
        correct += prediction.classes()[i] == i % Toys.CLASSES ? 1 : 0;
      }
      assertTrue(correct > 25, correct + " of 30");
      assertEquals(List.of("1.spiking"), List.copyOf(prediction.firingRates().keySet()));
      assertArrayEquals(prediction.scores(), predictor.predict(values, 30, 1).scores());
      var e = assertThrows(HillockException.class, () -> predictor.predict(values, 29, 1));
      assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    }
  }

  /** Leaky layers put out no spikes, which would be kept as bits and so leave little to save. */
  @Test
  void recomputedActivationsTakeLessMemoryAndEndInTheSameBits() throws IOException {
    var standard = ToyExperiment.standard();
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < 3; i++) {
      layers.addAll(standard.subList(0, 4));
      layers.add(new Leaky());
    }
    layers.addAll(standard.subList(4, 6));
    var toy = new ToyExperiment().layers(layers);
    var all = runs.run(toy.make(), "kept");
    var some = runs.run(toy.activations(Activations.RECOMPUTED).make(), "recomputed");
    assertEquals(all.checkpointSha256(), some.checkpointSha256());
    assertTrue(
        some.tensorBytes() < 0.85 * all.tensorBytes(),
        some.tensorBytes() + " of " + all.tensorBytes() + " bytes");
  }

  @Test
  void deviceAndMemoryAreReportedBeforeTheFirstStep() throws IOException {
    runs.run(new ToyExperiment().make(), "run");
    assertEquals("device: reference: scalar Java, 1 thread", runs.heard().log.getFirst());
    assertTrue(
        runs.heard().log.get(1).startsWith("training on batches of 16 sequences of 8 steps takes"),
        runs.heard().log::toString);
    assertEquals(2, runs.heard().log.size(), runs.heard().log::toString);
  }

  @Test
  void onlyADefaultBackendGivesWayToTheReference() throws IOException {
    var result = runs.run(new ToyExperiment().backend(new Absent(), true).make(), "one");
    assertTrue(result.device().contains("reference"), result.device());
    assertTrue(runs.heard().log.getFirst().contains("no such chip"), runs.heard().log.toString());
    assertEquals(1, runs.heard().computing.size());
    var computing = runs.heard().computing.getFirst();
    assertEquals(result.device(), computing.device());
    assertEquals(runs.heard().log.getFirst(), computing.substitution().orElseThrow());
    var refusal = runs.fail(new ToyExperiment().backend(new Absent(), false).make(), "two");
    assertEquals(ErrorCode.FAILED_PRECONDITION, refusal.code());
  }
}
