package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class MeanNormalisedTest {

  /** Of samples of three steps and two channels. */
  private static float[] encoded(double share, float... counts) {
    var sample = Tensors.zeros(3, 2);
    for (int i = 0; i < counts.length; i++) {
      sample.set(i, counts[i]);
    }
    var sequence = Tensors.zeros(3, 2);
    sequence.fill(Float.NaN);
    new MeanNormalised(share).encode(sample, sequence, RandomStream.of(1));
    return sequence.toArray();
  }

  @Test
  void rootsLoseAShareOfTheirChannelsMean() {
    assertArrayEquals(new float[] {0, 1, 3, 1, 0, 1}, encoded(0, 0, 1, 9, 1, 0, 1));
    assertArrayEquals(new float[] {-.5f, .5f, 2.5f, .5f, -.5f, .5f}, encoded(.5, 0, 1, 9, 1, 0, 1));
  }

  @Test
  void withAllOfTheMeanAChannelThatIsFourTimesAsLoudIsTwiceAsFarFromItsMean() {
    var sequence = encoded(1, 1, 4, 4, 16, 9, 36);
    assertArrayEquals(new float[] {-1, -2, 0, 0, 1, 2}, sequence);
  }

  @Test
  void aReversedSampleGetsTheSameInReverse() {
    var forwards = encoded(.5, 2, 1, 9, 5, 3, 7);
    var backwards = encoded(.5, 3, 7, 9, 5, 2, 1);
    for (int t = 0; t < 3; t++) {
      for (int c = 0; c < 2; c++) {
        assertEquals(forwards[2 * t + c], backwards[2 * (2 - t) + c], 1e-6);
      }
    }
  }

  @Test
  void samplesWithoutTimeAndNegativeValuesAreRefused() {
    var encoder = new MeanNormalised(.5);
    var still = new SampleShape(0, Shape.of(8));
    var thrown = assertThrows(HillockException.class, () -> encoder.encoded(still));
    assertEquals(ErrorCode.SHAPE_MISMATCH, thrown.code());
    thrown = assertThrows(HillockException.class, () -> encoded(.5, -1));
    assertEquals(ErrorCode.INVALID_ARGUMENT, thrown.code());
    assertTrue(thrown.getMessage().contains("from 0 on, found -1.0"), thrown.getMessage());
  }
}
