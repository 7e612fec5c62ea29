package org.hillock.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.hillock.api.tensor.Tensor;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static Tensor tensor(double... values) {
    var tensor = Tensors.zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.set(i, (float) values[i]);
    }
    return tensor;
  }

  private static Histogram of(double... values) {
    return Histogram.of(tensor(values));
  }

  @Test
  void binsAreAsNarrowAsTheyCanBeAndHoldTheExtremes() {
    var series = of(-1, 0, 0.5, 3).series("weights");
    // From -1 to 3 in bins of 1/8, of 1/16 it would be 65.
    assertEquals(33, series.x().length);
    assertEquals(-1 + 1. / 16, series.x()[0]);
    assertEquals(3 + 1. / 16, series.x()[32]);
    assertEquals(4, Arrays.stream(series.y()).sum());
    for (int bin : new int[] {0, 8, 12, 32}) {
      assertEquals(1, series.y()[bin]);
    }
  }

  @Test
  void mergedBinsCountAsIfTheValuesWereStillThere() {
    var random = new Random(1);
    var narrow = random.doubles(1000, -.1, .1).toArray();
    var wide = random.doubles(1000, -3, 1).toArray();
    var merged = Histogram.of(tensor(narrow)).like(Histogram.of(tensor(wide)));
    var other = Histogram.of(tensor(wide)).like(Histogram.of(tensor(narrow)));
    var series = merged.series("narrow");
    assertArrayEquals(series.x(), other.series("wide").x());
    double half = (series.x()[1] - series.x()[0]) / 2;
    for (int bin = 0; bin < series.x().length; bin++) {
      double from = series.x()[bin] - half;
      assertEquals(count(narrow, from, from + 2 * half), series.y()[bin]);
      assertEquals(count(wide, from, from + 2 * half), other.counts()[bin]);
    }
  }

  private static long count(double[] values, double from, double to) {
    return Arrays.stream(values).filter(v -> (float) v >= from && (float) v < to).count();
  }

  @Test
  void equalValuesFillOneBinAndOthersThanNumbersNone() {
    assertArrayEquals(new long[] {2}, of(2, 2).counts());
    assertArrayEquals(new long[] {3}, of(0, 0, -0.0).counts());
    assertEquals(3, Arrays.stream(of(0, 0, 0).like(of(-1e30, 1e30)).counts()).sum());
    assertEquals(0, of(Double.NaN, Double.POSITIVE_INFINITY).counts().length);
    var none = of(Double.NaN).like(of(1, 2));
    assertTrue(Arrays.stream(none.counts()).allMatch(count -> count == 0));
    assertArrayEquals(of(1, 2).series("").x(), none.series("").x());
    assertArrayEquals(of(1, 2).counts(), of(1, 2).like(of(Double.NaN)).counts());
  }
}
