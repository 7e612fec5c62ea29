package org.hillock.plugins.augmentations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

/** Another vocal tract, another pace. */
class WarpTest {

  private static final int STEPS = 20;
  private static final int CHANNELS = 7;

  /** What becomes of two spikes in one channel, one at the fifth step and one at the tenth. */
  private static float[] warped(Augmentation augmentation, int channel, int number) {
    var sample = Tensors.zeros(STEPS, CHANNELS);
    sample.set(5 * CHANNELS + channel, 1);
    sample.set(10 * CHANNELS + channel, 1);
    var random = RandomStream.of(1).numbered(number);
    augmentation.augment(sample, new SampleShape(STEPS, Shape.of(CHANNELS)), random);
    return sample.toArray();
  }

  @Test
  void shiftsMoveAllStepsTheSameWay() {
    var seen = new HashSet<Integer>();
    for (int number = 0; number < 50; number++) {
      var found = warped(new ChannelShift(2), 3, number);
      for (int by = -2; by <= 2; by++) {
        if (found[5 * CHANNELS + 3 + by] == 1) {
          assertEquals(1, found[10 * CHANNELS + 3 + by]);
          seen.add(by);
        }
      }
    }
    assertEquals(5, seen.size());
  }

  @Test
  void whatIsShiftedOutIsLost() {
    int lost = 0;
    for (int number = 0; number < 50; number++) {
      lost += sum(warped(new ChannelShift(2), CHANNELS - 1, number)) == 0 ? 1 : 0;
    }
    assertEquals(20, lost, 8, "two of five ways");
  }

  @Test
  void stretchingKeepsSpikesAndTheirOrder() {
    boolean longer = false;
    boolean shorter = false;
    for (int number = 0; number < 50; number++) {
      var found = warped(new TimeStretch(1.5), 3, number);
      assertEquals(2, sum(found), 1e-5);
      double mean = 0;
      for (int i = 0; i < found.length; i++) {
        mean += found[i] / 2 * (i / CHANNELS + .5);
        assertTrue(found[i] == 0 || i % CHANNELS == 3);
      }
      // The middle of both steps, 8, times the factor, but for the steps it is spread over.
      assertTrue(mean >= 8 / 1.5 - .5 && mean <= 8 * 1.5 + .5, "mean " + mean);
      longer |= mean > 9;
      shorter |= mean < 7;
    }
    assertTrue(longer && shorter);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void aStretchOfNothingChangesNothing() {
    var silent = Tensors.zeros(STEPS, CHANNELS);
    new TimeStretch(2)
        .augment(silent, new SampleShape(STEPS, Shape.of(CHANNELS)), RandomStream.of(1));
    assertArrayEquals(new float[STEPS * CHANNELS], silent.toArray());
  }
}
