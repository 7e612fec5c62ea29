package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.checkpoint.Hashes;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.engine.run.Toys.Accuracy;
import org.hillock.engine.run.Toys.Backpropagation;
import org.hillock.engine.run.Toys.Blobs;
import org.hillock.engine.run.Toys.Poisson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {

  private static final BooleanSupplier NEVER = () -> false;
  private static final int EPOCHS = 4;

  record Dropout(double probability) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.dropout(x, probability);
    }
  }

  record BatchNorm() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.batchNorm(x, 0.2, 1e-5);
    }
  }

  /** Multiplies by ever more until floats overflow. */
  record Explosive() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.map(List.of(x), eq -> eq.emit(eq.input().plus(0.1).times(1e30).times(1e30)));
    }
  }

  /** Hears and remembers. */
  private static final class Heard implements RunListener {

    private final List<Progress> progress = new ArrayList<>();
    private final List<String> points = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<SpikeSample> spikes = new ArrayList<>();

    @Override
    public void progress(Progress p) {
      progress.add(p);
    }

    @Override
    public void point(String series, long step, int epoch, double value) {
      points.add("%s %d %d".formatted(series, step, epoch));
      assertTrue(Double.isFinite(value), series);
    }

    @Override
    public void log(String line) {
      log.add(line);
    }

    @Override
    public void spikes(SpikeSample sample) {
      spikes.add(sample);
    }
  }

  @TempDir Path folder;

  private final Heard heard = new Heard();

  private static List<Layer> layers() {
    return List.of(
        new Dense(12),
        new BatchNorm(),
        new Loop(new Spiking(0.5)),
        new Dropout(0.2),
        new Dense(Toys.CLASSES),
        new Leaky());
  }

  private static Experiment experiment(List<Layer> layers, int threads) {
    return experiment(layers, threads, new ReferenceBackend(), false);
  }

  private static Experiment experiment(
      List<Layer> layers, int threads, HardwareBackend backend, boolean byDefault) {
    return new Experiment(
        "blobs",
        11,
        new Blobs(100, 20, 31),
        new Poisson(8),
        layers,
        new Backpropagation(EPOCHS, 16, 0.05),
        backend,
        byDefault,
        List.of(new Accuracy()),
        threads,
        Activations.KEPT);
  }

  private RunResult run(Experiment experiment, Path to, Optional<Path> from) {
    return ExperimentRunner.run(experiment, folder, to, from, heard, NEVER);
  }

  private Path fresh(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  void learnsAndReports() throws IOException {
    var result = run(experiment(layers(), 1), fresh("run"), Optional.empty());
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
        heard.points.subList(0, 3));
    assertTrue(heard.points.contains("validation_spike_rate 28 3"), heard.points.toString());
    var last = heard.progress.getLast();
    assertEquals(
        List.of(3, EPOCHS, 7, 7), List.of(last.epoch(), last.epochs(), last.step(), last.steps()));
    assertEquals(0, last.left().toNanos());
    assertEquals(EPOCHS, heard.spikes.size());
    var sample = heard.spikes.getLast();
    assertEquals("2.spiking", sample.layer());
    assertEquals(12, sample.neurons());
    assertEquals(sample.time().length, sample.neuron().length);
  }

  @Test
  void theCheckpointDependsOnTheSeedAloneNotOnThreads() throws IOException {
    var one = run(experiment(layers(), 1), fresh("one"), Optional.empty());
    var two = run(experiment(layers(), 3), fresh("two"), Optional.empty());
    assertEquals(one.checkpointSha256(), two.checkpointSha256());
    var same = experiment(layers(), 1);
    var otherSeed =
        new Experiment(
            same.name(),
            12,
            same.data(),
            same.encoder(),
            same.network(),
            same.trainer(),
            same.backend(),
            false,
            same.metrics(),
            1,
            Activations.KEPT);
    var three = run(otherSeed, fresh("three"), Optional.empty());
    assertNotEquals(one.checkpointSha256(), three.checkpointSha256());
  }

  @Test
  void aRunStoppedHalfWayEndsInTheSameBits() throws IOException {
    var whole = run(experiment(layers(), 1), fresh("whole"), Optional.empty());
    var stopped = fresh("stopped");
    int[] asked = {0};
    var e =
        assertThrows(
            HillockException.class,
            () ->
                ExperimentRunner.run(
                    experiment(layers(), 1),
                    folder,
                    stopped,
                    Optional.empty(),
                    heard,
                    () -> asked[0]++ >= 21));
    assertEquals(ErrorCode.CANCELLED, e.code());
    var checkpoint = stopped.resolve(ExperimentRunner.CHECKPOINT);
    var half = Files.copy(checkpoint, folder.resolve("half.safetensors"));
    try (var opened = Checkpoint.open(half)) {
      assertEquals(1, opened.number("epoch"));
      assertTrue(opened.names().contains("optimiser/weights/0.weight.momentum"));
    }
    var resumed = run(experiment(layers(), 2), stopped, Optional.of(half));
    assertEquals(whole.checkpointSha256(), resumed.checkpointSha256());
    assertEquals(whole.figures(), resumed.figures());
  }

  @Test
  void resumingAFinishedRunEvaluatesIt() throws IOException {
    var first = run(experiment(layers(), 1), fresh("first"), Optional.empty());
    var again = run(experiment(layers(), 1), fresh("again"), Optional.of(first.checkpoint()));
    assertEquals(first.checkpointSha256(), again.checkpointSha256());
    assertEquals(first.figures(), again.figures());
  }

  @Test
  void refusesTheCheckpointOfAnotherExperiment() throws IOException {
    var first = run(experiment(layers(), 1), fresh("first"), Optional.empty());
    var other = experiment(List.of(new Dense(Toys.CLASSES), new Leaky()), 1);
    var to = fresh("other");
    var from = Optional.of(first.checkpoint());
    var e = assertThrows(HillockException.class, () -> run(other, to, from));
    assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
    assertTrue(e.getMessage().contains("another experiment"), e.getMessage());
  }

  @Test
  void predictsWhatTheEvaluationSaw() throws IOException {
    var experiment = experiment(List.of(new Dense(20), new Spiking(0.5), new Dense(3)), 1);
    var result = run(experiment, fresh("run"), Optional.empty());
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

  @Test
  void divergenceNamesTheFirstLayer() throws IOException {
    var layers = List.<Layer>of(new Dense(4), new Explosive(), new Explosive(), new Dense(3));
    var to = fresh("run");
    var e =
        assertThrows(
            HillockException.class, () -> run(experiment(layers, 1), to, Optional.empty()));
    assertEquals(ErrorCode.DIVERGED, e.code());
    assertTrue(
        e.getMessage().contains("the output of 1.map at network[1] (explosive)"), e.getMessage());
    assertTrue(e.getMessage().contains("epoch 0, step 0"), e.getMessage());
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

  @Test
  void divergenceInALaterEpochLeavesTheCheckpointOfTheLastGoodOne() throws IOException {
    int fullBatchesOfAnEpoch = 6;
    var fuse = new Fuse(fullBatchesOfAnEpoch + 1);
    var layers = List.<Layer>of(new Dense(4), fuse, new Dense(5), new Dense(3));
    for (var activations : Activations.values()) {
      var to = fresh("run of " + activations);
      var experiment = with(experiment(layers, 1), activations);
      var e = assertThrows(HillockException.class, () -> run(experiment, to, Optional.empty()));
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

  private static Experiment with(Experiment e, Activations activations) {
    return new Experiment(
        e.name(),
        e.seed(),
        e.data(),
        e.encoder(),
        e.network(),
        e.trainer(),
        e.backend(),
        false,
        e.metrics(),
        e.threads(),
        activations);
  }

  @Test
  void recomputedActivationsEndInTheSameBits() throws IOException {
    var blocks = new ArrayList<Layer>();
    for (int i = 0; i < 3; i++) {
      blocks.addAll(layers().subList(0, 4));
    }
    blocks.addAll(layers().subList(4, 6));
    var kept = experiment(blocks, 1);
    var all = run(kept, fresh("kept"), Optional.empty());
    var some = run(with(kept, Activations.RECOMPUTED), fresh("recomputed"), Optional.empty());
    assertEquals(all.checkpointSha256(), some.checkpointSha256());
    assertTrue(some.tensorBytes() < all.tensorBytes(), some.tensorBytes() + " bytes");
  }

  @Test
  void deviceAndMemoryAreReportedBeforeTheFirstStep() throws IOException {
    run(experiment(layers(), 1), fresh("run"), Optional.empty());
    assertEquals("device: reference: scalar Java, 1 thread", heard.log.getFirst());
    assertTrue(
        heard.log.get(1).startsWith("training on batches of 16 sequences of 8 steps takes"),
        heard.log::toString);
    assertEquals(2, heard.log.size(), heard.log::toString);
  }

  @Test
  void aFullDiskEndsTheRunAndLeavesTheEarlierCheckpoint() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    var to = fresh("run");
    var part = to.resolve(ExperimentRunner.CHECKPOINT + ".part");
    var checkpoint = to.resolve(ExperimentRunner.CHECKPOINT);
    BooleanSupplier fillTheDisk =
        () -> {
          if (Files.exists(checkpoint) && !Files.isSymbolicLink(part)) {
            link(part, full);
          }
          return false;
        };
    var e =
        assertThrows(
            HillockException.class,
            () ->
                ExperimentRunner.run(
                    experiment(layers(), 1), folder, to, Optional.empty(), heard, fillTheDisk));
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
    assertFalse(Files.exists(part));
    var kept = Files.copy(checkpoint, folder.resolve("kept"));
    var resumed = run(experiment(layers(), 1), to, Optional.of(kept));
    var whole = run(experiment(layers(), 1), fresh("whole"), Optional.empty());
    assertEquals(whole.checkpointSha256(), resumed.checkpointSha256());
  }

  private static void link(Path from, Path to) {
    try {
      Files.createSymbolicLink(from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A backend for hardware that is not there. */
  record Absent() implements HardwareBackend {
    @Override
    public Device open(int threads) {
      throw new HillockException(ErrorCode.FAILED_PRECONDITION, "no such chip");
    }
  }

  @Test
  void onlyADefaultBackendGivesWayToTheReference() throws IOException {
    var result = run(experiment(layers(), 1, new Absent(), true), fresh("one"), Optional.empty());
    assertTrue(result.device().contains("reference"), result.device());
    assertTrue(heard.log.getFirst().contains("no such chip"), heard.log.toString());
    var to = fresh("two");
    var asked = experiment(layers(), 1, new Absent(), false);
    assertThrows(HillockException.class, () -> run(asked, to, Optional.empty()));
  }

  @Test
  void aNetworkMustEndWithAFeatureForEachClass() throws IOException {
    var to = fresh("run");
    var e =
        assertThrows(
            HillockException.class,
            () -> run(experiment(List.of(new Dense(7)), 1), to, Optional.empty()));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertTrue(e.getMessage().contains("3 classes"), e.getMessage());
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

  @Test
  void aFaultOfAnEncoderIsReportedAsThePluginsFault() throws IOException {
    var whole = experiment(layers(), 2);
    var faulty =
        new Experiment(
            whole.name(),
            whole.seed(),
            whole.data(),
            new Faulty(),
            whole.network(),
            whole.trainer(),
            whole.backend(),
            false,
            whole.metrics(),
            2,
            Activations.KEPT);
    var to = fresh("run");
    var e = assertThrows(HillockException.class, () -> run(faulty, to, Optional.empty()));
    assertEquals(ErrorCode.PLUGIN_FAULT, e.code());
    assertTrue(e.getMessage().contains("a fault of mine"), e.getMessage());
  }

  @Test
  void differentEpochsSeeDifferentSpikesOfTheSameSample() {
    try (var bench = new Workbench(experiment(layers(), 2), folder, line -> {})) {
      var first = firstBatch(bench, Split.TRAIN, 0);
      assertArrayEquals(first, firstBatch(bench, Split.TRAIN, 0));
      assertNotEquals(sum(first), sum(firstBatch(bench, Split.TRAIN, 1)));
      assertArrayEquals(firstBatch(bench, Split.TEST, 0), firstBatch(bench, Split.TEST, 1));
    }
  }

  @Test
  void everySampleComesOnceAnEpochAndTheLastBatchIsSmaller() {
    try (var bench = new Workbench(experiment(layers(), 2), folder, line -> {})) {
      var sizes = new ArrayList<Integer>();
      var labels = new int[Toys.CLASSES];
      for (var batch : bench.feed().batches(Split.TRAIN, 16, 5)) {
        sizes.add(batch.size());
        for (int label : batch.labels()) {
          labels[label]++;
        }
      }
      assertEquals(List.of(16, 16, 16, 16, 16, 16, 4), sizes);
      assertArrayEquals(new int[] {34, 33, 33}, labels);
      assertEquals(7, bench.feed().batchCount(Split.TRAIN, 16));
    }
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * RandomStream.of(1).gaussian(i);
    }
    return sum;
  }

  private static float[] firstBatch(Workbench bench, Split split, int epoch) {
    var execution = bench.network().inference(8, 16);
    bench.feed().batches(split, 16, epoch).iterator().next().encodeInto(execution.input());
    return execution.input().toArray();
  }
}
