package org.hillock.plugins.iir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.network.Activations;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Outputs;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.run.SpikeSample;
import org.hillock.engine.spec.DryBuild;
import org.hillock.engine.train.Encoders;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.plugins.iir.Bars.Held;
import org.hillock.plugins.metrics.Accuracy;
import org.hillock.plugins.metrics.Energy;
import org.hillock.plugins.metrics.FiringRate;
import org.hillock.plugins.neurons.Bernoulli;
import org.hillock.plugins.trainers.Adam;
import org.hillock.plugins.trainers.Constant;
import org.hillock.plugins.trainers.CrossEntropyMembrane;
import org.hillock.plugins.trainers.Over;
import org.hillock.plugins.trainers.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from an artificial network to a spiking one of one time step. */
class TemporalPruningTest {

  private static final int ANN_EPOCHS = 3;
  private static final int EPOCHS = 2;
  private static final List<Layer> ARTIFICIAL =
      List.of(Nets.small(Bars.CLASSES, .1, Nets.RECTIFIED));

  @TempDir private Path folder;

  /** Hears series, and what spikes are shown. */
  private static final class Heard implements RunListener {

    private final Map<String, Double> points = new TreeMap<>();
    private final List<Integer> raster = new ArrayList<>();
    private int epochs;

    @Override
    public void progress(Progress progress) {}

    @Override
    public void point(String series, long step, int epoch, double value) {
      points.put(series, value);
      epochs = epoch + 1;
    }

    @Override
    public void log(String line) {}

    @Override
    public void spikes(SpikeSample sample) {
      raster.add(sample.steps());
    }
  }

  private static TemporalPruning trainer(
      List<Layer> ann, boolean neurons, int accumulate, Integer... steps) {
    return new TemporalPruning(
        ann,
        ANN_EPOCHS,
        new Sgd(.05, .9, false, 5e-4),
        new Constant(),
        1e-5,
        40,
        5,
        Optional.empty(),
        90,
        1,
        List.of(steps),
        EPOCHS,
        new Adam(2e-3, .9, .999, 1e-8, 0, true),
        new Constant(),
        neurons,
        15,
        accumulate,
        new CrossEntropyMembrane(Over.SUM));
  }

  private static Experiment experiment(TemporalPruning trainer, Encoder encoder) {
    return experiment(trainer, encoder, List.of(Nets.small(Bars.CLASSES, .1, Nets.SPIKING)));
  }

  private static Experiment experiment(
      TemporalPruning trainer, Encoder encoder, List<Layer> network) {
    return new Experiment(
        "bars",
        2,
        new Bars(),
        List.of(),
        new Encoders.Common(encoder),
        network,
        trainer,
        new CpuBackend(),
        false,
        List.of(new Accuracy(), new Energy(), new FiringRate()),
        Outputs.NONE,
        2,
        Activations.KEPT);
  }

  private RunResult run(Experiment experiment, Path to, Heard heard) {
    return run(experiment, to, Optional.empty(), heard, () -> false);
  }

  private RunResult run(
      Experiment experiment,
      Path to,
      Optional<Path> from,
      RunListener listener,
      BooleanSupplier cancelled) {
    return ExperimentRunner.run(experiment, folder, to, from, listener, cancelled);
  }

  private Path fresh(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private static Experiment whole(Integer... steps) {
    return experiment(trainer(ARTIFICIAL, true, 1, steps), new Held(1, 0));
  }

  @Test
  void endsInANetworkThatNeedsOneTimeStep() throws IOException {
    var heard = new Heard();
    var to = fresh("run");
    var result = run(whole(3, 2, 1), to, heard);
    assertEquals(1, result.steps());
    for (var stage : List.of("ann", "t3", "t2", "t1")) {
      assertTrue(heard.points.containsKey(stage + "_train_loss"), () -> "" + heard.points);
      assertTrue(heard.points.containsKey(stage + "_test_accuracy"), () -> "" + heard.points);
    }
    assertTrue(heard.points.get("t1_test_accuracy") > 0.8, () -> "" + heard.points);
    assertEquals(heard.points.get("t1_test_accuracy"), result.figures().getFirst().value());
    assertTrue(heard.points.get("t1_firing_rate") > 0);
    assertTrue(heard.points.keySet().stream().anyMatch(n -> n.startsWith("t1_energy_horowitz")));
    heard
        .points
        .keySet()
        .forEach(n -> assertTrue(n.matches("[a-z0-9_]+") && !n.contains("lif"), n));
    var shown = heard.raster.stream().distinct().toList();
    assertEquals(List.of(3, 2, 1), shown);
    try (var three = Checkpoint.open(to.resolve("stages/t3.safetensors"));
        var last = Checkpoint.open(result.checkpoint())) {
      assertEquals("t3", three.text("stage"));
      assertFalse(last.names().stream().anyMatch(name -> name.startsWith("stage/")));
    }
  }

  @Test
  void killedItEndsInTheSameCheckpoint() throws IOException {
    var whole = run(whole(3, 1), fresh("whole"), new Heard());
    // At the end of the artificial network, and within the next stage.
    for (int epoch = ANN_EPOCHS; epoch < ANN_EPOCHS + EPOCHS; epoch++) {
      var to = fresh("killed-" + epoch);
      var heard = new Heard();
      int until = epoch;
      assertThrows(
          HillockException.class,
          () -> run(whole(3, 1), to, Optional.empty(), heard, () -> heard.epochs >= until));
      var from = Optional.of(to.resolve(ExperimentRunner.CHECKPOINT));
      var resumed = run(whole(3, 1), to, from, new Heard(), () -> false);
      assertEquals(whole.checkpointSha256(), resumed.checkpointSha256(), "epoch " + epoch);
    }
  }

  private static float[] leaks(Path checkpoint) {
    try (var opened = Checkpoint.open(checkpoint);
        var arena = Arena.ofConfined()) {
      var shape = Shape.of(1);
      var leak = Tensor.of(arena.allocate(4, 4), shape);
      var name = opened.names().stream().filter(n -> n.endsWith(".leak")).findFirst().orElseThrow();
      opened.readInto(Map.of(name, leak));
      return leak.toArray();
    }
  }

  @Test
  void leaksLearnUnlessOnlyWeightsShall() throws IOException {
    var held = new Held(2, 0);
    var free = run(experiment(trainer(ARTIFICIAL, true, 1, 2), held), fresh("free"), new Heard());
    assertTrue(leaks(free.checkpoint())[0] != 1);
    var fixed =
        run(experiment(trainer(ARTIFICIAL, false, 1, 2), held), fresh("fixed"), new Heard());
    assertEquals(1, leaks(fixed.checkpoint())[0]);
  }

  @Test
  void hybridConversionLearnsFromImagesAsPoissonSpikes() throws IOException {
    Layer poisson = (net, x) -> net.neuron(x, new Bernoulli(true));
    var network = List.of(poisson, Nets.small(Bars.CLASSES, .1, Nets.SPIKE_TIMING));
    var trainer = trainer(ARTIFICIAL, false, 1, 20);
    var heard = new Heard();
    var result = run(experiment(trainer, new Held(20, 0), network), fresh("hybrid"), heard);
    assertEquals(1, leaks(result.checkpoint())[0]);
    double accuracy = result.figures().getFirst().value();
    assertTrue(accuracy > 0.7, () -> "" + heard.points);
  }

  /** 6 batches an epoch: updates after 4 and after the 2 that are left. */
  @Test
  void severalBatchesMakeAnUpdateAndWhatIsLeftMakesAnother() throws IOException {
    var trainer = trainer(List.of(), true, 4, 1);
    var result = run(experiment(trainer, new Held(1, 0)), fresh("four"), new Heard());
    try (var opened = Checkpoint.open(result.checkpoint())) {
      assertEquals(2 * EPOCHS, opened.number("optimiser/optimiser/count"));
    }
  }

  @Test
  void imagesThatChangeAreRefused() throws IOException {
    var changing = experiment(trainer(ARTIFICIAL, true, 1, 3, 2), new Held(2, 0.5));
    var to = fresh("changing");
    var e = assertThrows(HillockException.class, () -> run(changing, to, new Heard()));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertTrue(e.getMessage().contains("changes it from step to step"), e.getMessage());
  }

  @Test
  void whatCannotBeConvertedIsRefusedBeforeTheRun() {
    DryBuild.check(experiment(trainer(ARTIFICIAL, true, 1, 3, 2), new Held(2, 0)), folder);
    refused(
        trainer(ARTIFICIAL, true, 1, 3, 1),
        ErrorCode.INVALID_ARGUMENT,
        "trainer: the last stage has 1 time steps, the encoder makes 2; let time-steps end with"
            + " what the encoder makes: predictions and the final figures are for that");
    var more = Nets.small(Bars.CLASSES + 1, .1, Nets.RECTIFIED);
    refused(
        trainer(List.of(more), true, 1, 3, 2),
        ErrorCode.SHAPE_MISMATCH,
        "trainer: 0.output.linear of ann makes 4 of 16, 0.output.linear of the network 3 of"
            + " 16; both must be of one architecture");
    refused(
        trainer(List.of(more, more), true, 1, 3, 2),
        ErrorCode.SHAPE_MISMATCH,
        "trainer: ann[1] (vgg): takes images [height][width][channels], got 4");
    refused(
        trainer(List.of(new AsIs()), true, 1, 3, 2),
        ErrorCode.SHAPE_MISMATCH,
        "trainer: ann has 0 layers with synapses, the network has 5; both must be of one"
            + " architecture");
  }

  private record AsIs() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return x;
    }
  }

  private void refused(TemporalPruning trainer, ErrorCode code, String message) {
    var experiment = experiment(trainer, new Held(2, 0));
    var e = assertThrows(HillockException.class, () -> DryBuild.check(experiment, folder));
    assertEquals(message, e.getMessage());
    assertEquals(code, e.code());
  }
}
