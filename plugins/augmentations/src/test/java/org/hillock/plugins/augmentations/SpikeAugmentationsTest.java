package org.hillock.plugins.augmentations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class SpikeAugmentationsTest {

  private static final int STEPS = 20;
  private static final int NEURONS = 30;
  private static final SampleShape SHAPE = new SampleShape(STEPS, Shape.of(NEURONS));

  private static Tensor full(float count) {
    var sample = Tensors.zeros(STEPS, NEURONS);
    sample.fill(count);
    return sample;
  }

  private static Tensor augmented(Augmentation augmentation, Tensor sample, int seed) {
    augmentation.augment(sample, SHAPE, RandomStream.of(seed));
    return sample;
  }

  private static double sum(Tensor sample) {
    double sum = 0;
    for (float value : sample.toArray()) {
      sum += value;
    }
    return sum;
  }

  /** The first and the number of entries that are silent, which must be successive. */
  private static int[] silent(boolean[] silent) {
    int first = -1;
    int count = 0;
    for (int i = 0; i < silent.length; i++) {
      if (silent[i]) {
        first = first < 0 ? i : first;
        assertEquals(first + count, i, "successive");
        count++;
      }
    }
    return new int[] {first, count};
  }

  private static boolean[] silentSteps(Tensor sample) {
    var silent = new boolean[STEPS];
    for (int t = 0; t < STEPS; t++) {
      double sum = sum(sample.at(t));
      assertTrue(sum == 0 || sum == NEURONS, "all neurons or none");
      silent[t] = sum == 0;
    }
    return silent;
  }

  private static boolean[] silentNeurons(Tensor sample) {
    var silent = new boolean[NEURONS];
    for (int n = 0; n < NEURONS; n++) {
      int sum = 0;
      for (int t = 0; t < STEPS; t++) {
        sum += (int) sample.get(t * NEURONS + n);
      }
      assertTrue(sum == 0 || sum == STEPS, "all the time or never");
      silent[n] = sum == 0;
    }
    return silent;
  }

  @Test
  void masksAreSuccessiveOfEveryLengthAndPlace() {
    var steps = new boolean[STEPS];
    var neurons = new boolean[NEURONS];
    int[] ofLength = new int[6];
    int[] ofWidth = new int[6];
    for (int seed = 0; seed < 600; seed++) {
      var inTime = silentSteps(augmented(new TimeMask(1, 5), full(1), seed));
      var inSpace = silentNeurons(augmented(new NeuronMask(1, 5), full(1), seed));
      ofLength[silent(inTime)[1]]++;
      ofWidth[silent(inSpace)[1]]++;
      for (int i = 0; i < STEPS; i++) {
        steps[i] |= inTime[i];
      }
      for (int i = 0; i < NEURONS; i++) {
        neurons[i] |= inSpace[i];
      }
    }
    for (int i = 0; i < 6; i++) {
      assertTrue(ofLength[i] > 60 && ofWidth[i] > 60, "about 100 of each, 0 included");
    }
    for (int i = 0; i < NEURONS; i++) {
      assertTrue(neurons[i] && (i >= STEPS || steps[i]), "masked in some sample: " + i);
    }
  }

  @Test
  void asManySamplesAreMaskedAsTheProbabilitySays() {
    int masked = 0;
    for (int seed = 0; seed < 1000; seed++) {
      masked += sum(augmented(new TimeMask(0.65, 8), full(1), seed)) < STEPS * NEURONS ? 1 : 0;
    }
    // One length in nine is 0.
    assertEquals(1000 * 0.65 * 8 / 9, masked, 60);
    assertEquals(STEPS * NEURONS, sum(augmented(new NeuronMask(0, 8), full(1), 3)));
  }

  @Test
  void jitterMovesSpikesInTimeAndLosesNone() {
    var sample = Tensors.zeros(STEPS, NEURONS);
    for (int n = 0; n < NEURONS; n++) {
      sample.set(10L * NEURONS + n, 8);
    }
    augmented(new Jitter(2), sample, 1);
    double mean = 0;
    double squares = 0;
    for (int n = 0; n < NEURONS; n++) {
      double count = 0;
      for (int t = 0; t < STEPS; t++) {
        double spikes = sample.get((long) t * NEURONS + n);
        count += spikes;
        mean += spikes * (t - 10) / (8 * NEURONS);
        squares += spikes * (t - 10) * (t - 10) / (8 * NEURONS);
      }
      assertEquals(8, count);
    }
    assertEquals(0, mean, 0.5);
    // Rounding adds a twelfth.
    assertEquals(4.08, squares, 1.2);
    var still = Tensors.spikes(1, 0.3, STEPS, NEURONS);
    assertArrayEquals(still.toArray(), augmented(new Jitter(0), Tensors.copy(still), 1).toArray());
    assertEquals(STEPS * NEURONS, sum(augmented(new Jitter(50), full(1), 2)), "kept at the ends");
  }

  @Test
  void dropLeavesOutTheShareAskedForSpikeBySpike() {
    var sample = augmented(new Drop(0.25), full(4), 5);
    assertEquals(0.75 * 4 * STEPS * NEURONS, sum(sample), 80);
    int some = 0;
    for (float count : sample.toArray()) {
      assertEquals(count, Math.rint(count));
      some += count > 0 && count < 4 ? 1 : 0;
    }
    assertTrue(some > STEPS * NEURONS / 2, "counts shrink, they do not vanish as one");
    assertEquals(0, sum(augmented(new Drop(1), full(1), 5)));
  }

  @Test
  void samplesWithoutTimeAndMasksThatDoNotFitAreRefused() {
    var image = new SampleShape(0, Shape.of(9));
    for (var each :
        new Augmentation[] {new TimeMask(1, 1), new NeuronMask(1, 1), new Jitter(1), new Drop(1)}) {
      refused(each, image, "takes samples with time steps, such as spike trains; these are 9");
    }
    refused(new TimeMask(0, 21), SHAPE, "longest: a mask of 21 does not fit into 20 time steps");
    refused(new NeuronMask(0, 31), SHAPE, "widest: a mask of 31 does not fit into 30 neurons");
  }

  private static void refused(Augmentation augmentation, SampleShape shape, String message) {
    var sample = Tensors.zeros(shape.tensor().dims());
    var thrown =
        assertThrows(
            HillockException.class, () -> augmentation.augment(sample, shape, RandomStream.of(0)));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    assertEquals(ErrorCode.SHAPE_MISMATCH, thrown.code());
  }

  @Test
  void channelGainScalesAChannelTheSameAtAllStepsAndNeighboursAlmostAlike() {
    var gain = new ChannelGain(2, 3);
    for (int seed = 0; seed < 20; seed++) {
      var sample = augmented(gain, full(1), seed);
      double last = 0;
      for (int n = 0; n < NEURONS; n++) {
        float factor = sample.get(n);
        for (int t = 1; t < STEPS; t++) {
          assertEquals(factor, sample.get((long) t * NEURONS + n));
        }
        assertTrue(factor >= 0.5 && factor <= 2, () -> "factor " + factor);
        double octaves = Math.log(factor) / Math.log(2);
        // From one place to the next, half of the channels on, it changes by two octaves at most.
        assertTrue(n == 0 || Math.abs(octaves - last) <= 4.0 / (NEURONS - 1) + 1e-6);
        last = octaves;
      }
    }
    assertEquals(0, sum(augmented(gain, full(0), 1)));
  }

  @Test
  void channelShiftMovesAllStepsAlikeAndLetsSilenceIn() {
    var seen = new TreeSet<Integer>();
    for (int seed = 0; seed < 40; seed++) {
      var sample = full(0);
      for (int t = 0; t < STEPS; t++) {
        sample.set((long) t * NEURONS + 10, t + 1);
      }
      augmented(new ChannelShift(2), sample, seed);
      int to = 8;
      while (sample.get(to) == 0) {
        to++;
      }
      for (int t = 0; t < STEPS; t++) {
        assertEquals(t + 1, sample.get((long) t * NEURONS + to));
      }
      assertEquals(STEPS * (STEPS + 1) / 2.0, sum(sample));
      seen.add(to - 10);
    }
    assertEquals(Set.of(-2, -1, 0, 1, 2), seen);
  }
}
