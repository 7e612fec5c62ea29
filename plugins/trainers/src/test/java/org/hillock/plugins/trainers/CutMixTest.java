package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hillock.api.random.RandomStream;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class CutMixTest {

  private static final int STEPS = 10;
  private static final int BATCH = 3;

  @Test
  void aStretchOfEachSampleComesFromTheNext() {
    var mix = new CutMix(1, RandomStream.of(1));
    double sum = 0;
    for (int number = 0; number < 200; number++) {
      // The features of sample b are 2b and 2b + 1 at all steps.
      var input = Tensors.zeros(STEPS, BATCH, 2);
      for (int i = 0; i < STEPS * BATCH * 2; i++) {
        input.set(i, i % (BATCH * 2));
      }
      double own = mix.mix(input, number);
      int changes = 0;
      int taken = 0;
      for (int t = 0; t < STEPS; t++) {
        boolean other = input.get(t * BATCH * 2L) == 2;
        taken += other ? 1 : 0;
        changes += t > 0 && other != (input.get((t - 1) * BATCH * 2L) == 2) ? 1 : 0;
        for (int i = 0; i < BATCH * 2; i++) {
          int expected = other ? (i + 2) % (BATCH * 2) : i;
          assertEquals(expected, input.get(t * BATCH * 2L + i));
        }
      }
      assertTrue(changes <= 2, "one stretch");
      assertEquals(1 - taken / (double) STEPS, own, 1e-12);
      sum += own;
    }
    assertEquals(.5, sum / 200, .05);
    assertArrayEquals(new int[] {8, 9, 7}, CutMix.others(new int[] {7, 8, 9}));
  }

  @Test
  void batchesAreMixedWithTheirProbability() {
    var mix = new CutMix(.3, RandomStream.of(2));
    var input = Tensors.zeros(STEPS, BATCH, 2);
    int mixed = 0;
    for (int number = 0; number < 1000; number++) {
      mixed += mix.mix(input, number) < 1 ? 1 : 0;
    }
    // A length of 0, one in eleven, mixes nothing.
    assertEquals(1000 * .3 * 10 / 11, mixed, 45);
  }
}
