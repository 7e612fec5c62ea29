package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;
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
