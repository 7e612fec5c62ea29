package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hillock.api.backend.Device;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {

  private final Device reference = new ReferenceBackend().open(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17, 255, 4097, 8192, 100_003})
  void sumsAndCountsEqualTheReference(int size) {
    var x = Tensors.random(1, -1, 1, size);
    for (int i = 0; i < size; i += 3) {
      x.set(i, i % 2 == 0 ? 0f : -0f);
    }
    var y = Tensors.random(2, -1, 1, size);
    var expected = Tensors.copy(y);
    try (var device = new CpuBackend().open(2)) {
      assertEquals(reference.sum(x), device.sum(x), 1e-6 * Math.sqrt(size));
      assertEquals(reference.sumOfSquares(x), device.sumOfSquares(x), 1e-6 * size);
      assertEquals(reference.countNonZero(x), device.countNonZero(x));
      device.addTo(x, y);
    }
    reference.addTo(x, expected);
    Tensors.assertSameBits(expected, y, "addTo");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 4097, 100_003})
  void bitsEqualTheReferencesAndComeBackAsTheyWere(int size) {
    var x = Tensors.spikes(1, 0.3, size);
    for (long i = 0; i < size; i++) {
      x.set(i, x.get(i) * 1.25f);
    }
    var expected = Tensors.zeros(2 * Math.ceilDiv(size, Long.SIZE));
    var bits = Tensors.random(2, -1, 1, Math.toIntExact(expected.size()));
    var back = Tensors.random(3, -1, 1, size);
    reference.packBits(x, expected.segment());
    try (var device = new CpuBackend().open(2)) {
      device.packBits(x, bits.segment());
      device.unpackBits(bits.segment(), 1.25f, back);
    }
    assertEquals(-1, expected.segment().mismatch(bits.segment()));
    Tensors.assertSameBits(x, back, "there and back");
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "1,17",
    "3,1",
    "17,10",
    "255,255",
    "4097,3",
    "1000,100",
    "70000,16",
    "2,70000"
  })
  void momentsEqualTheReference(int rows, int columns) {
    // Far from zero, so that a one-pass formula would cancel.
    var x = Tensors.random(1, 100, 101, rows, columns);
    var mean = Tensors.zeros(columns);
    var variance = Tensors.zeros(columns);
    var expectedMean = Tensors.zeros(columns);
    var expectedVariance = Tensors.zeros(columns);
    reference.moments(x, expectedMean, expectedVariance);
    try (var device = new CpuBackend().open(2)) {
      device.moments(x, mean, variance);
    }
    Tensors.assertClose(expectedMean, mean, 1e-6, "mean");
    Tensors.assertClose(expectedVariance, variance, 1e-5, "variance");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,17", "255,64", "17,4097", "1000,1030"})
  void countsEachColumnAsTheReference(int rows, int columns) {
    var x = Tensors.random(1, -1, 1, rows, columns);
    for (int i = 0; i < x.size(); i += 3) {
      x.set(i, i % 2 == 0 ? 0f : -0f);
    }
    var expected = Tensors.zeros(columns);
    var counts = Tensors.random(2, 0, 9, columns);
    reference.countNonZero(x, expected);
    try (var device = new CpuBackend().open(2)) {
      device.countNonZero(x, counts);
    }
    Tensors.assertSameBits(expected, counts, "counts");
  }

  @Test
  void givesTheSameBitsWithOneThreadAndWithThree() {
    var x = Tensors.random(1, -1, 1, 5000, 61);
    var results = new double[2];
    var means = new float[2][];
    var variances = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (var device = new CpuBackend().open(1 + 2 * i)) {
        var mean = Tensors.zeros(61);
        var variance = Tensors.zeros(61);
        device.moments(x, mean, variance);
        means[i] = mean.toArray();
        variances[i] = variance.toArray();
        results[i] = device.sum(x) + device.sumOfSquares(x);
      }
    }
    assertEquals(results[0], results[1]);
    assertArrayEquals(means[0], means[1]);
    assertArrayEquals(variances[0], variances[1]);
  }
}
