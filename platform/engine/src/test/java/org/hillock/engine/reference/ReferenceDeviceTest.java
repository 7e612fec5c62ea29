package org.hillock.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceDeviceTest {

  private final Arena arena = Arena.ofConfined();
  private final Device device = new ReferenceBackend().open(4);

  @AfterEach
  void release() {
    device.close();
    arena.close();
  }

  private Tensor tensor(Shape shape, float... values) {
    var tensor = Tensor.of(arena.allocate(shape.size() * Float.BYTES, 64), shape);
    tensor.copyFrom(values);
    return tensor;
  }

  /** a = [1 2 3; 4 5 6], b = [1 2; 3 4; 5 6], as stored or transposed. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void multipliesMatricesInEveryOrientation(boolean transposeA, boolean transposeB) {
    var a =
        transposeA
            ? tensor(Shape.of(3, 2), 1, 4, 2, 5, 3, 6)
            : tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    var b =
        transposeB
            ? tensor(Shape.of(2, 3), 1, 3, 5, 2, 4, 6)
            : tensor(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    var c = tensor(Shape.of(2, 2), Float.NaN, Float.NaN, Float.NaN, Float.NaN);
    device.gemm(transposeA, transposeB, 2, 2, 3, a, b, c, false);
    assertArrayEquals(new float[] {22, 28, 49, 64}, c.toArray());
    device.gemm(transposeA, transposeB, 2, 2, 3, a, b, c, true);
    assertArrayEquals(new float[] {44, 56, 98, 128}, c.toArray());
  }

  @Test
  void accumulatesProductsInDoublePrecision() {
    var a = tensor(Shape.of(1, 3), 1e8f, 1, -1e8f);
    var b = tensor(Shape.of(3, 1), 1, 1, 1);
    var c = tensor(Shape.of(1, 1), 0);
    device.gemm(false, false, 1, 1, 3, a, b, c, false);
    assertEquals(1, c.get(0));
  }

  @Test
  void refusesMatricesOfOtherSizes() {
    var a = tensor(Shape.of(2), 1, 2);
    var e =
        assertThrows(
            HillockException.class, () -> device.gemm(false, false, 2, 2, 2, a, a, a, false));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertEquals("gemm: a holds 2 elements, expected 4", e.getMessage());
  }

  @Test
  void momentsAreThoseOfColumns() {
    var x = tensor(Shape.of(2, 2, 2), 1, 10, 2, 10, 3, 10, 6, 14);
    var mean = tensor(Shape.of(2), 0, 0);
    var variance = tensor(Shape.of(2), 0, 0);
    device.moments(x, mean, variance);
    assertArrayEquals(new float[] {3, 11}, mean.toArray());
    assertArrayEquals(new float[] {3.5f, 3}, variance.toArray());
  }

  @Test
  void reducesAllElements() {
    var x = tensor(Shape.of(2, 2), 1e8f, 0.5f, 0, -1e8f);
    assertEquals(0.5, device.sum(x));
    assertEquals(2e16 + 0.25, device.sumOfSquares(x), 4);
    assertEquals(3, device.countNonZero(x));
    var counts = tensor(Shape.of(2), 7, 7);
    device.countNonZero(x, counts);
    assertArrayEquals(new float[] {1, 2}, counts.toArray());
  }

  @Test
  void addsOntoATensor() {
    var y = tensor(Shape.of(3), 1, 2, 3);
    device.addTo(tensor(Shape.of(3), 10, 20, 30), y);
    assertArrayEquals(new float[] {11, 22, 33}, y.toArray());
  }

  @Test
  void saysWhatItIsAndUsesOneThread() {
    assertEquals("reference: scalar Java, 1 thread", device.description());
    assertEquals(1, device.threads());
  }
}
