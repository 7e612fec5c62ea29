package org.hillock.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static double total(Histogram histogram, int sample) {
    return Arrays.stream(histogram.series("", sample).y()).sum();
  }

  @Test
  void samplesShareBinsThatHoldTheirExtremes() {
    var histogram = Histogram.of(new float[] {-1, 0, 0.5f}, new float[] {3});
    assertEquals(3, total(histogram, 0));
    assertEquals(1, total(histogram, 1));
    assertEquals(1, histogram.series("", 0).y()[0], "the smallest is in the first bin");
    assertEquals(1, Arrays.stream(histogram.series("", 1).y()).skip(40).sum());
    assertEquals(-1 + 0.5 * 4 / 41, histogram.centres()[0], 1e-12);
  }

  @Test
  void equalValuesFillOneBinAndOthersThanNumbersNone() {
    assertEquals(2, Histogram.of(new float[] {2, 2}).series("", 0).y()[0]);
    assertEquals(0, total(Histogram.of(new float[] {Float.NaN}, new float[0]), 0));
  }
}
