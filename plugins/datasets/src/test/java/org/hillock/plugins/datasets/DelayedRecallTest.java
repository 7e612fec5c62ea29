package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DelayedRecallTest {

  private static final int STEPS = 4 + 6 + 3;
  private static final int WIDTH = (3 + 1) * 5;

  private static DelayedRecall task(int seed) {
    return new DelayedRecall(3, 5, 4, 6, 3, .5, .02, 300, 60, 30, seed);
  }

  /** Spikes a channel, step and sample of a group in some time steps. */
  private static double rate(DelayedRecall task, int cue, int group, int from, int to) {
    double spikes = 0;
    int count = 0;
    try (var arena = Arena.ofConfined();
        var samples = task.open(Path.of("."))) {
      var shape = Shape.of(STEPS, WIDTH);
      var sample = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
      for (int i = 0; i < samples.size(Split.TRAIN); i++) {
        if (samples.label(Split.TRAIN, i) == cue) {
          samples.read(Split.TRAIN, i, sample);
          for (int t = from; t < to; t++) {
            for (int c = 0; c < 5; c++) {
              spikes += sample.get((long) t * WIDTH + group * 5 + c);
              count++;
            }
          }
        }
      }
    }
    return spikes / count;
  }

  @Test
  void theCueSpikesFirstThenNoiseThenTheRecallSignal() {
    var task = task(0);
    for (int cue = 0; cue < 3; cue++) {
      for (int group = 0; group < 4; group++) {
        assertEquals(group == cue ? .5 : .02, rate(task, cue, group, 0, 4), .05);
        assertEquals(.02, rate(task, cue, group, 4, 10), .02);
        assertEquals(group == 3 ? .5 : .02, rate(task, cue, group, 10, 13), .05);
      }
    }
  }

  @Test
  void theSeedDrawsTheSamples() {
    assertEquals(task(1).open(Path.of(".")).sha256(), task(1).open(Path.of(".")).sha256());
    assertNotEquals(task(1).open(Path.of(".")).sha256(), task(2).open(Path.of(".")).sha256());
  }

  @Test
  void splitsAreApart() {
    try (var samples = task(0).open(Path.of("."))) {
      assertEquals(STEPS, samples.shape().steps());
      assertEquals(Shape.of(WIDTH), samples.shape().features());
      assertEquals(3, samples.classes());
      assertEquals(300, samples.size(Split.TRAIN));
      assertEquals(30, samples.size(Split.VALIDATION));
      assertEquals(60, samples.size(Split.TEST));
    }
  }
}
