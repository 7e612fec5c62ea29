package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which samples come when, and as what. */
class FeedTest {

  @TempDir private Path folder;

  @Test
  void differentEpochsSeeDifferentSpikesOfTheSameSample() {
    try (var bench = new Workbench(new ToyExperiment().threads(2).make(), folder, line -> {})) {
      var first = firstBatch(bench, Split.TRAIN, 0);
      assertArrayEquals(first, firstBatch(bench, Split.TRAIN, 0));
      assertNotEquals(sum(first), sum(firstBatch(bench, Split.TRAIN, 1)));
      assertArrayEquals(firstBatch(bench, Split.TEST, 0), firstBatch(bench, Split.TEST, 1));
    }
  }

  @Test
  void aShorterSequenceIsTheFirstStepsAndALongerOneHoldsTheLast() {
    try (var bench = new Workbench(new ToyExperiment().make(), folder, line -> {});
        var arena = Arena.ofConfined()) {
      var features = bench.feed().encoding().input().features();
      int steps = bench.feed().encoding().steps();
      var batch = bench.feed().batches(Split.TRAIN, 5, 0).iterator().next();
      var sequences = new HashMap<Integer, Tensor>();
      for (int wanted : List.of(steps, 3, steps + 2)) {
        var shape = features.prepend(wanted, 5);
        var to = Tensor.of(arena.allocate(shape.size() * Float.BYTES, 4), shape);
        batch.encodeInto(to);
        sequences.put(wanted, to);
      }
      var whole = sequences.get(steps);
      assertArrayEquals(whole.slice(0, 3).toArray(), sequences.get(3).toArray());
      var longer = sequences.get(steps + 2);
      assertArrayEquals(whole.toArray(), longer.slice(0, steps).toArray());
      assertArrayEquals(whole.at(steps - 1).toArray(), longer.at(steps + 1).toArray());
    }
  }

  @Test
  void everySampleComesOnceAnEpochAndTheLastBatchIsSmaller() {
    try (var bench = new Workbench(new ToyExperiment().threads(2).make(), folder, line -> {})) {
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

  @Test
  void augmentsWhatIsLearnedFromInOrderAndNothingThatIsJudged() {
    var plain = new ToyExperiment().encoder(new Toys.Values());
    var shifted =
        new ToyExperiment()
            .encoder(new Toys.Values())
            .augmentations(new Toys.Shift(1), new Toys.Shift(1), new Toys.Scale(2))
            .threads(2);
    try (var bench = new Workbench(plain.make(), folder, line -> {});
        var augmented = new Workbench(shifted.make(), folder, line -> {})) {
      var before = values(bench.feed().batches(Split.TRAIN, 16, 3));
      var after = values(augmented.feed().batches(Split.TRAIN, 16, 3));
      assertArrayEquals(after, values(augmented.feed().batches(Split.TRAIN, 16, 3)));
      var shifts = new TreeSet<Float>();
      for (int i = 0; i < before.length; i += Toys.FEATURES) {
        float shift = after[i] / 2 - before[i];
        shifts.add(shift);
        for (int k = 1; k < Toys.FEATURES; k++) {
          assertEquals(2 * (before[i + k] + shift), after[i + k], 1e-5);
        }
      }
      assertEquals(100, shifts.size(), "a shift for each sample");
      assertTrue(shifts.first() < 0.5 && shifts.last() > 1.5, "two shifts, drawn apart");
      for (var split : Split.values()) {
        assertArrayEquals(
            values(bench.feed().unaltered(split, 16)),
            values(augmented.feed().unaltered(split, 16)));
      }
      for (var split : List.of(Split.VALIDATION, Split.TEST)) {
        assertArrayEquals(
            values(bench.feed().batches(split, 16, 1)),
            values(augmented.feed().batches(split, 16, 1)));
      }
    }
  }

  private static float[] values(Iterable<Batch> batches) {
    var all = FloatBuffer.allocate(100 * Toys.FEATURES);
    for (var batch : batches) {
      var shape = Shape.of(batch.steps(), batch.size(), Toys.FEATURES);
      var memory = Arena.ofAuto().allocate(shape.size() * Float.BYTES, Float.BYTES);
      var input = Tensor.of(memory, shape);
      batch.encodeInto(input);
      all.put(input.toArray());
    }
    return Arrays.copyOf(all.array(), all.position());
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
