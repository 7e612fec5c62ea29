package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.train.Loss;
import org.hillock.api.train.NetworkOutline;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.spec.DryBuild;
import org.hillock.plugins.delays.DelayedLinear.Padding;
import org.hillock.plugins.trainers.Adam;
import org.hillock.plugins.trainers.Bptt;
import org.hillock.plugins.trainers.Constant;
import org.hillock.plugins.trainers.Cosine;
import org.hillock.plugins.trainers.CrossEntropySoftmax;
import org.hillock.plugins.trainers.Over;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delays that are learned, on a task that cannot be solved without. */
class DelayTrainerTest {

  private static final int EPOCHS = 24;

  @TempDir private Path folder;
  private final Order.Last series = new Order.Last();

  static DelayTrainer trainer(Optional<Double> sigma) {
    var bptt =
        new Bptt(
            EPOCHS,
            8,
            new Adam(.02, .9, .999, 1e-8, 0, false),
            Optional.empty(),
            new Constant(),
            Bptt.Per.UPDATE,
            new CrossEntropySoftmax(Over.SUM),
            Optional.empty(),
            Bptt.Select.LAST,
            0);
    return new DelayTrainer(
        bptt, new Adam(.3, .9, .999, 1e-8, 0, false), new Cosine(0, 0), sigma, .25);
  }

  private static List<Layer> network(int window, boolean learned) {
    return Order.network(
        new DelayedLinear(16, window, 1, .23, learned, Sharing.SYNAPTIC, Padding.LEFT),
        new DelayedLinear(2, 3, 1, .23, learned, Sharing.SYNAPTIC, Padding.LEFT));
  }

  private RunResult run(List<Layer> network, DelayTrainer trainer) {
    return Order.run(network, trainer, List.of(), folder, Optional.empty(), series, () -> false);
  }

  private static double accuracy(RunResult result) {
    return result.figures().getFirst().value();
  }

  @Test
  void learnsWhatCannotBeLearnedWithoutDelays() {
    assertTrue(accuracy(run(network(11, true), trainer(Optional.empty()))) >= .9);
    assertTrue(accuracy(run(network(1, true), trainer(Optional.empty()))) <= .5);
  }

  @Test
  void delaysBeyondTheSequenceAreRefused() {
    var refused =
        assertThrows(
            HillockException.class, () -> run(network(17, true), trainer(Optional.empty())));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertEquals(
        "layer 0 has delays of up to 16 steps, beyond the end of sequences of 16: what is sent"
            + " would never arrive; set window to at most 15, or let sequences be longer",
        refused.getMessage());
  }

  private record Refusing() implements Trainer {

    @Override
    public int epochs() {
      return 1;
    }

    @Override
    public Loss loss() {
      return new CrossEntropySoftmax(Over.SUM);
    }

    @Override
    public void check(NetworkOutline networks) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH, "not these %d steps".formatted(networks.steps()));
    }

    @Override
    public void train(TrainingSession session) {}
  }

  @Test
  void theOtherTrainerIsAskedWhetherItCanTrainTheNetwork() {
    var adam = new Adam(.3, .9, .999, 1e-8, 0, false);
    var delays = new DelayTrainer(new Refusing(), adam, new Constant(), Optional.empty(), .25);
    var experiment = Order.experiment(network(11, true), delays, List.of());
    var refused = assertThrows(HillockException.class, () -> DryBuild.check(experiment, folder));
    assertEquals("trainer.trainer: not these 16 steps", refused.getMessage());
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
  }

  @Test
  void sigmaShrinksByTheSameFactorInTheFirstQuarter() {
    run(network(11, true), trainer(Optional.empty()));
    // Half of windows of 11 and 3, the mean of 5 and 1.
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      double share = Math.min(1, epoch / 6.);
      double mean = (5 * Math.pow(.23 / 5, share) + Math.pow(.23, share)) / 2;
      assertEquals(mean, series.all.get("sigma").get(epoch), 1e-6);
      double rate = .3 * (1 + Math.cos(Math.PI * epoch / EPOCHS)) / 2;
      assertEquals(rate, series.all.get("position_rate").get(epoch), 1e-12);
    }
  }

  @Test
  void aNarrowSigmaStays() {
    run(network(11, true), trainer(Optional.of(.1)));
    assertTrue(series.all.get("sigma").values().stream().allMatch(s -> s == .1f));
  }

  @Test
  void factorsAreThoseOfThePaper() {
    assertEquals(.898633, factor(12, 37), 1e-6);
    assertEquals(.756907, factor(15, 15), 1e-6);
    assertEquals(.846107, factor(15, 25), 1e-6);
    assertEquals(.23, new SigmaSchedule(12, 0).at(0));
  }

  private static double factor(double first, int epochs) {
    var schedule = new SigmaSchedule(first, epochs);
    assertEquals(first, schedule.at(0));
    assertEquals(.23, schedule.at(epochs));
    assertEquals(.23, schedule.at(epochs + 50));
    return schedule.at(3) / schedule.at(2);
  }

  @Test
  void aRunStoppedAndResumedEndsInTheSameBits() throws IOException {
    var whole = run(network(11, true), trainer(Optional.empty())).checkpointSha256();
    var half = Files.createDirectory(folder.resolve("half"));
    var asked = new AtomicInteger();
    var stopped =
        assertThrows(
            HillockException.class,
            () ->
                Order.run(
                    network(11, true),
                    trainer(Optional.empty()),
                    List.of(),
                    half,
                    Optional.empty(),
                    series,
                    () -> asked.incrementAndGet() > EPOCHS));
    assertEquals(ErrorCode.CANCELLED, stopped.code());
    assertEquals(whole, resumed(half).checkpointSha256());
  }

  private RunResult resumed(Path from) {
    return Order.run(
        network(11, true),
        trainer(Optional.empty()),
        List.of(),
        folder,
        Optional.of(from.resolve("checkpoint.safetensors")),
        series,
        () -> false);
  }

  @Test
  void delaysSurviveTheirCheckpoint() {
    var trained = run(network(11, true), trainer(Optional.empty()));
    var reloaded = resumed(folder);
    assertEquals(accuracy(trained), accuracy(reloaded));
    assertEquals(trained.checkpointSha256(), reloaded.checkpointSha256());
  }
}
