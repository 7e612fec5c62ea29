package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.OptionalInt;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class BinningTest {

  /** Channels 0, 1, 2 and 3 at 10, 14, 22 and 29 ms. */
  private static final SpikeTrain TRAIN =
      new SpikeTrain(new short[] {10, 14, 22, 29}, new short[] {0, 1, 2, 3});

  private static final OptionalInt STRETCHED = OptionalInt.empty();
  private static final OptionalInt TEN = OptionalInt.of(10);

  private static float[] read(OptionalInt bin, int steps, double onset, boolean reversed) {
    var sample = Tensors.zeros(steps, 2);
    new Binning(4, 2, bin, steps, onset).read(TRAIN, 0, 4, reversed, sample);
    return sample.toArray();
  }

  @Test
  void countsSpikesOfNeighboursFromTheOnsetOn() {
    assertArrayEquals(new float[] {2, 0, 0, 2}, read(TEN, 2, 0, false));
    assertArrayEquals(new float[] {1, 1, 0, 1}, read(TEN, 2, 0.25, false));
    assertArrayEquals(new float[] {0, 2, 2, 0}, read(TEN, 2, 0, true));
  }

  @Test
  void aStretchedTrainFillsAllSteps() {
    assertArrayEquals(new float[] {2, 0, 0, 0, 0, 1, 0, 1}, read(STRETCHED, 4, 0, false));
    assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0, 2, 0}, read(STRETCHED, 4, 0, true));
    // Of what is left, one spike is cut at either end.
    assertArrayEquals(new float[] {1, 0, 0, 1}, read(STRETCHED, 2, 0.25, false));
  }
}
