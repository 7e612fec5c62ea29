package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Trainer;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.run.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules besides backpropagation through time, at work on a small task in the engine. */
class LearningRulesTest {

  private static final int EPOCHS = 6;
  private static final int STEPS = 5;
  private static final int BATCHES = 3;
  private static final Loss LOSS = new CrossEntropyMembrane(Over.MEAN);
  private static final Optimiser ADAM = new Adam(.05, .9, .999, 1e-8, 0, false);

  @TempDir private Path folder;
  private final Series series = new Series();

  private static Trainer bptt() {
    return new Bptt(
        EPOCHS,
        40,
        ADAM,
        Optional.empty(),
        new Constant(),
        Bptt.Per.UPDATE,
        LOSS,
        Optional.empty(),
        Bptt.Select.LAST,
        0);
  }

  private static Trainer truncated(int window, After after) {
    return new TruncatedBptt(
        EPOCHS, 40, window, after, ADAM, new Constant(), LOSS, Optional.empty());
  }

  private static Trainer eprop(EProp.Feedback feedback, double rates) {
    return new EProp(
        EPOCHS, 40, feedback, 1, 1e-3, .2, rates, ADAM, new Cosine(0, 0), LOSS, Optional.empty());
  }

  private static Trainer ottt(double decay, After after) {
    return new Ottt(
        EPOCHS, 40, decay, Optional.empty(), after, ADAM, new Constant(), LOSS, Optional.empty());
  }

  private static Trainer decolle(Loss loss) {
    return new Decolle(EPOCHS, 40, 1, LOSS, ADAM, new Constant(), loss, Optional.empty());
  }

  private static Trainer stdp(Stdp.Bounds bounds, Optional<Double> tauEligibility) {
    return stdp(EPOCHS - 2, true, bounds, tauEligibility);
  }

  private static Trainer stdp(
      int readoutEpochs, boolean plasticity, Stdp.Bounds bounds, Optional<Double> tauEligibility) {
    return new Stdp(
        2,
        readoutEpochs,
        40,
        plasticity,
        .01,
        .005,
        .002,
        .001,
        10,
        10,
        30,
        30,
        bounds,
        1.5,
        Optional.of(2.0),
        .5,
        .1,
        tauEligibility,
        ADAM,
        new Constant(),
        LOSS);
  }

  static Stream<Trainer> rules() {
    return Stream.of(
        truncated(2, After.WINDOW),
        truncated(2, After.SEQUENCE),
        eprop(EProp.Feedback.SYMMETRIC, 0),
        eprop(EProp.Feedback.RANDOM, .1),
        eprop(EProp.Feedback.ADAPTIVE, 0),
        ottt(.5, After.WINDOW),
        ottt(.5, After.SEQUENCE),
        decolle(LOSS),
        stdp(Stdp.Bounds.SOFT, Optional.empty()),
        stdp(Stdp.Bounds.HARD, Optional.of(20.0)));
  }

  private RunResult run(Trainer trainer, Series heard) {
    return run(trainer, STEPS, heard);
  }

  private RunResult run(Trainer trainer, int steps, Series heard) {
    return Task.run(
        Task.spiking(), steps, trainer, 0, folder, Optional.empty(), heard, () -> false);
  }

  private static Map<String, float[]> weights(RunResult result) {
    var all = new LinkedHashMap<String, float[]>();
    try (var checkpoint = Checkpoint.open(result.checkpoint());
        var arena = Arena.ofConfined()) {
      var shapes =
          Map.of(
              "0.weight", Shape.of(2, 20),
              "0.bias", Shape.of(20),
              "2.weight", Shape.of(20, 2),
              "2.bias", Shape.of(2));
      var tensors = new LinkedHashMap<String, Tensor>();
      shapes.forEach(
          (name, shape) ->
              tensors.put(
                  name, Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape)));
      checkpoint.readInto(tensors);
      tensors.forEach((name, tensor) -> all.put(name, tensor.toArray()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void learnsTheSameBitsAndResumes(Trainer rule) throws IOException {
    var whole = run(rule, series).checkpointSha256();
    var loss = series.of("train_loss");
    assertTrue(loss.getLast() < (rule instanceof Stdp ? 1 : .5) * loss.getFirst(), loss::toString);
    assertEquals(whole, run(rule, new Series()).checkpointSha256());
    var half = Files.createDirectory(folder.resolve("half"));
    var asked = new AtomicInteger();
    assertThrows(
        HillockException.class,
        () ->
            Task.run(
                Task.spiking(),
                STEPS,
                rule,
                0,
                half,
                Optional.empty(),
                series,
                () -> asked.incrementAndGet() > BATCHES * EPOCHS / 2 + 1));
    var rest = Files.createDirectory(folder.resolve("rest"));
    var checkpoint = Optional.of(half.resolve("checkpoint.safetensors"));
    var resumed = Task.run(Task.spiking(), STEPS, rule, 0, rest, checkpoint, series, () -> false);
    assertEquals(whole, resumed.checkpointSha256());
  }

  private void assertSameLearning(Trainer expected, Trainer actual, int steps) {
    var one = new Series();
    var other = new Series();
    var first = weights(run(expected, steps, one));
    var second = weights(run(actual, steps, other));
    assertEquals(one.of("train_loss"), other.of("train_loss"));
    first.forEach((name, values) -> assertArrayEquals(values, second.get(name), name));
  }

  @Test
  void aWindowAsLongAsTheSequenceIsBackpropagationThroughTime() {
    assertSameLearning(bptt(), truncated(STEPS, After.WINDOW), STEPS);
  }

  @Test
  void symmetricBroadcastToTheOnlyLayerIsBackpropagationThroughTime() {
    var eprop =
        new EProp(
            EPOCHS,
            40,
            EProp.Feedback.SYMMETRIC,
            1,
            0,
            .2,
            0,
            ADAM,
            new Constant(),
            LOSS,
            Optional.empty());
    assertSameLearning(bptt(), eprop, STEPS);
  }

  @Test
  void onlineLearningOfASingleStepIsBackpropagation() {
    assertSameLearning(bptt(), ottt(.5, After.WINDOW), 1);
    assertSameLearning(bptt(), ottt(.5, After.SEQUENCE), 1);
  }

  @Test
  void tracesMatterOnceThereAreSeveralSteps() {
    var without = weights(run(ottt(0, After.SEQUENCE), series)).get("0.weight");
    var with = weights(run(ottt(.5, After.SEQUENCE), series)).get("0.weight");
    assertFalse(Arrays.equals(without, with));
  }

  @Test
  void localLossesKnowNothingOfTheOutputs() {
    var one = weights(run(decolle(LOSS), series));
    var other = weights(run(decolle(new MeanSquaredError(1, 0)), series));
    assertArrayEquals(one.get("0.weight"), other.get("0.weight"));
    assertFalse(Arrays.equals(one.get("2.weight"), other.get("2.weight")));
  }

  @Test
  void rateRegularisationPullsFiringRatesToTheTarget() {
    run(eprop(EProp.Feedback.SYMMETRIC, 0), series);
    var free = run(eprop(EProp.Feedback.SYMMETRIC, 0), series);
    var held = run(eprop(EProp.Feedback.SYMMETRIC, 50), series);
    assertTrue(
        Math.abs(rate(held) - .2) < Math.abs(rate(free) - .2), rate(free) + ", " + rate(held));
  }

  private static double rate(RunResult result) {
    return result.layers().stream()
        .filter(layer -> layer.layer().spiking())
        .findFirst()
        .orElseThrow()
        .firingRate();
  }

  @Test
  void plasticWeightsStayWithinBoundsAndKeepTheirSum() {
    for (var bounds : Stdp.Bounds.values()) {
      var weight = weights(run(stdp(bounds, Optional.empty()), series)).get("0.weight");
      for (int j = 0; j < 20; j++) {
        assertTrue(weight[j] >= 0 && weight[j] <= 1.5 && weight[20 + j] >= 0);
        assertTrue(weight[j] + weight[20 + j] <= 2 + 1e-5);
      }
    }
    assertTrue(series.of("weight_change").getFirst() > 0);
    assertEquals(2 * Stdp.Bounds.values().length, series.of("plastic_spike_rate").size());
  }

  @Test
  void plasticWeightsAreLeftAloneWhileTheReadoutLearns() {
    var rule = stdp(Stdp.Bounds.SOFT, Optional.empty());
    var only = stdp(0, true, Stdp.Bounds.SOFT, Optional.empty());
    var unread = weights(run(only, series));
    var read = weights(run(rule, series));
    assertArrayEquals(unread.get("0.weight"), read.get("0.weight"));
    assertFalse(Arrays.equals(unread.get("2.weight"), read.get("2.weight")));
  }

  @Test
  void withoutPlasticityWeightsStayAsDrawnAndThresholdsStillAdapt() {
    var begun = new ArrayList<Map<String, float[]>>();
    for (int readoutEpochs : new int[] {0, EPOCHS}) {
      var still = stdp(readoutEpochs, false, Stdp.Bounds.SOFT, Optional.empty());
      begun.add(weights(run(still, series)));
    }
    var plastic = weights(run(stdp(0, true, Stdp.Bounds.SOFT, Optional.empty()), series));
    assertEquals(0, series.of("weight_change").getFirst());
    assertArrayEquals(begun.getFirst().get("0.weight"), begun.getLast().get("0.weight"));
    assertFalse(Arrays.equals(begun.getFirst().get("0.weight"), plastic.get("0.weight")));
    assertFalse(Arrays.equals(begun.getFirst().get("0.bias"), new float[20]), "thresholds adapt");
  }

  @Test
  void rewardChangesWhatPlasticityLearns() {
    var plain = weights(run(stdp(Stdp.Bounds.SOFT, Optional.empty()), series)).get("0.weight");
    var rewarded = weights(run(stdp(Stdp.Bounds.SOFT, Optional.of(20.0)), series)).get("0.weight");
    assertNotEquals(plain[0], rewarded[0]);
  }

  @Test
  void refusesNetworksThatARuleCannotTrain() {
    List<Layer> twoLayers = Stream.concat(Task.spiking().subList(0, 2).stream(), two()).toList();
    var symmetric = eprop(EProp.Feedback.SYMMETRIC, 0);
    assertRefused("symmetric feedback", twoLayers, symmetric);
    List<Layer> silent = Task.spiking().subList(2, 4);
    assertRefused("finds no synapses", silent, stdp(Stdp.Bounds.SOFT, Optional.empty()));
  }

  private static Stream<Layer> two() {
    return Stream.concat(Task.narrow().stream(), Task.spiking().subList(2, 4).stream());
  }

  private void assertRefused(String message, List<Layer> network, Trainer trainer) {
    var refused =
        assertThrows(
            HillockException.class,
            () ->
                Task.run(
                    network, STEPS, trainer, 0, folder, Optional.empty(), series, () -> false));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
