package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.run.RunResult;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training loop, at work on a small task in the engine. */
class BpttTest {

  private static final int EPOCHS = 8;
  private static final Loss LOSS = new CrossEntropyMembrane(Over.SUM);
  private static final Bptt.Select TEST_SET = Bptt.Select.BEST_ON_TEST_SET;
  private static final Optimiser ADAM = new Adam(.2, .9, .999, 1e-8, 0, false);

  @TempDir private Path folder;
  private final Series series = new Series();

  private static Bptt bptt(Optimiser optimiser, Schedule schedule, Bptt.Per per) {
    return bptt(optimiser, schedule, per, Bptt.Select.LAST, 0);
  }

  private static Bptt bptt(
      Optimiser optimiser, Schedule schedule, Bptt.Per per, Bptt.Select select, double cutmix) {
    return new Bptt(
        EPOCHS,
        40,
        optimiser,
        Optional.empty(),
        schedule,
        per,
        LOSS,
        Optional.empty(),
        select,
        cutmix);
  }

  private static Bptt selecting(int epochs, Bptt.Select select) {
    return new Bptt(
        epochs,
        40,
        new Adam(1, .9, .999, 1e-8, 0, false),
        Optional.empty(),
        new Constant(),
        Bptt.Per.UPDATE,
        LOSS,
        Optional.empty(),
        select,
        .5);
  }

  private float[] layer(RunResult result) {
    var weights = Tensors.zeros(2, 2);
    try (var checkpoint = Checkpoint.open(result.checkpoint())) {
      checkpoint.readInto(Map.of("0.weight", weights));
    }
    return weights.toArray();
  }

  private void endsWithTheBest(Bptt.Select select, String figure) {
    var chosen = layer(Task.run(selecting(EPOCHS, select), 30, folder, series));
    var seen = series.of(figure);
    int best = seen.indexOf(Collections.max(seen));
    assertTrue(best < EPOCHS - 1, "the last is not the best: " + seen);
    assertEquals(best, series.of("selected_epoch").getLast());
    var until = selecting(best + 1, Bptt.Select.LAST);
    assertArrayEquals(layer(Task.run(until, 30, folder, series)), chosen);
  }

  @Test
  void aRunEndsWithTheWeightsThatWereBestOnValidation() {
    endsWithTheBest(Bptt.Select.BEST_ON_VALIDATION, "validation_accuracy");
  }

  @Test
  void orOnTheTestSetIfItSaysSo() {
    endsWithTheBest(Bptt.Select.BEST_ON_TEST_SET, "test_accuracy_selected_by");
  }

  @Test
  void selectionOnValidationNeedsOne() {
    var select = selecting(2, Bptt.Select.BEST_ON_VALIDATION);
    var refused = assertThrows(HillockException.class, () -> Task.run(select, 0, folder, series));
    assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
  }

  private String weights(Bptt bptt) {
    return Task.run(bptt, 0, folder, series).checkpointSha256();
  }

  @Test
  void learns() {
    Task.run(bptt(ADAM, new Constant(), Bptt.Per.UPDATE), 0, folder, series);
    assertEquals(
        Set.of("train_loss", "train_accuracy", "learning_rate", "gradient_norm"), series.names());
    var loss = series.of("train_loss");
    assertEquals(EPOCHS, loss.size());
    assertTrue(loss.getLast() < .5 * loss.getFirst(), loss.toString());
    assertTrue(series.of("train_accuracy").getLast() >= .95);
  }

  @Test
  void reportsTheValidationSplitWhereThereIsOne() {
    Task.run(bptt(ADAM, new Constant(), Bptt.Per.UPDATE), 30, folder, series);
    assertEquals(EPOCHS, series.of("validation_loss").size());
    assertTrue(series.of("validation_accuracy").getLast() >= .9);
  }

  @Test
  void schedulesCountUpdatesOrEpochs() {
    var halves = new Step(List.of(.5), .1);
    Task.run(bptt(ADAM, halves, Bptt.Per.EPOCH), 0, folder, series);
    assertEquals(.2, series.of("learning_rate").get(EPOCHS / 2 - 1), 1e-12);
    assertEquals(.02, series.of("learning_rate").get(EPOCHS / 2), 1e-12);
    // 90 samples are 3 batches; a cosine over all updates ends just above 0.
    var updates = new Series();
    Task.run(bptt(ADAM, new Cosine(0, 0), Bptt.Per.UPDATE), 0, folder, updates);
    int last = 3 * EPOCHS - 1;
    assertEquals(
        .2 * .5 * (1 + Math.cos(Math.PI * last / (last + 1))),
        updates.of("learning_rate").getLast(),
        1e-12);
  }

  private Series oneBatchTwice(Optional<Double> clip) {
    var heard = new Series();
    var bptt =
        new Bptt(
            2,
            90,
            new Sgd(.1, 0, false, 0),
            Optional.empty(),
            new Constant(),
            Bptt.Per.UPDATE,
            LOSS,
            clip,
            Bptt.Select.LAST,
            0);
    Task.run(bptt, 0, folder, heard);
    return heard;
  }

  @Test
  void clippingBoundsTheStep() {
    var free = oneBatchTwice(Optional.empty());
    var loose = oneBatchTwice(Optional.of(1e9));
    var clipped = oneBatchTwice(Optional.of(1e-3));
    assertEquals(free.of("train_loss"), loose.of("train_loss"));
    // Descent along a gradient of norm n by a step of length 0.1·0.001 gains n times that.
    double norm = clipped.of("gradient_norm").getFirst();
    double gain = clipped.of("train_loss").getFirst() - clipped.of("train_loss").getLast();
    assertTrue(norm > .1);
    assertEquals(1e-4 * norm, gain, 1e-6);
    assertTrue(free.of("train_loss").getFirst() - free.of("train_loss").getLast() > 10 * gain);
  }

  @Test
  void vectorsMayHaveAnOptimiserOfTheirOwn() {
    var still = new Sgd(1e-30, 0, false, 0);
    var apart =
        new Bptt(
            EPOCHS,
            40,
            still,
            Optional.of(ADAM),
            new Constant(),
            Bptt.Per.UPDATE,
            LOSS,
            Optional.empty(),
            Bptt.Select.LAST,
            0);
    // The biases alone cannot tell the sides of the line apart.
    Task.run(apart, 0, folder, series);
    assertTrue(series.of("train_accuracy").getLast() < .95);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    var bptt = bptt(ADAM, new Cosine(0, 0), Bptt.Per.UPDATE);
    assertEquals(weights(bptt), weights(bptt));
  }

  @Test
  void aRunStoppedAtHalfAndResumedEndsInTheSameBits() throws IOException {
    var bptt = bptt(ADAM, new OneCycle(.3, 25, 1e4, true), Bptt.Per.UPDATE, TEST_SET, .5);
    var whole = weights(bptt);
    var half = Files.createDirectory(folder.resolve("half"));
    var asked = new AtomicInteger();
    var stopped =
        assertThrows(
            HillockException.class,
            () ->
                Task.run(
                    bptt,
                    0,
                    half,
                    Optional.empty(),
                    series,
                    () -> asked.incrementAndGet() > 3 * EPOCHS / 2 + 1));
    assertEquals(ErrorCode.CANCELLED, stopped.code());
    var rest = Files.createDirectory(folder.resolve("rest"));
    var checkpoint = Optional.of(half.resolve("checkpoint.safetensors"));
    assertEquals(
        whole, Task.run(bptt, 0, rest, checkpoint, series, () -> false).checkpointSha256());
  }

  @Test
  void aTrainingThatDivergesSaysSo() {
    var wild = bptt(new Sgd(1e38, .9, false, 0), new Constant(), Bptt.Per.UPDATE);
    var stopped = assertThrows(HillockException.class, () -> Task.run(wild, 0, folder, series));
    assertEquals(ErrorCode.DIVERGED, stopped.code());
    assertTrue(stopped.getMessage().contains("learning rate"), stopped.getMessage());
  }
}
