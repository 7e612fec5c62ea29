package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ComplexProduct;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

/** Products of complex matrices against the loops that define them. */
class ComplexProductTest {

  private static Tensor product(ComplexProduct p, int count, int threads) {
    try (var device =
        threads == 0 ? new ReferenceBackend().open(1) : new CpuBackend().open(threads)) {
      var a = Tensors.random(1, -1, 1, count, 2, p.m(), p.k());
      var b = Tensors.random(2, -1, 1, count, 2, p.k(), p.n());
      var c = Tensors.random(3, -1, 1, count, 2, p.m(), p.n());
      device.multiply(p, a, b, c);
      return c;
    }
  }

  private static void agrees(int count, int m, int n, int k) {
    for (boolean adjointA : new boolean[] {false, true}) {
      for (boolean adjointB : new boolean[] {false, true}) {
        var p = new ComplexProduct(adjointA, adjointB, m, n, k);
        Tensors.assertClose(
            product(p, count, 0), product(p, count, 2), 4e-6 * Math.sqrt(k), p + ", " + count);
      }
    }
  }

  @Test
  void equalTheLoopsAtAwkwardSizes() {
    agrees(1, 1, 1, 1);
    agrees(3, 7, 17, 5);
    agrees(2, 49, 70, 33);
    agrees(1, 101, 130, 385);
    agrees(9, 5, 20, 16);
  }

  @Test
  void giveTheSameBitsWithAnyNumberOfThreads() {
    for (int count : new int[] {1, 5}) {
      var p = new ComplexProduct(true, false, 150, 40, 400);
      var one = product(p, count, 1);
      assertArrayEquals(one.toArray(), product(p, count, 2).toArray());
      assertArrayEquals(one.toArray(), product(p, count, 3).toArray());
    }
  }

  @Test
  void tensorsOfOtherSizesAreRefused() {
    var p = new ComplexProduct(false, false, 2, 3, 4);
    var a = Tensors.zeros(5, 2, 2, 4);
    var b = Tensors.zeros(5, 2, 4, 3);
    var c = Tensors.zeros(5, 2, 2, 3);
    try (var cpu = new CpuBackend().open(1);
        var loops = new ReferenceBackend().open(1)) {
      for (var device : List.of(cpu, loops)) {
        for (var wrong :
            List.of(List.of(b, b, c), List.of(a, a, c), List.of(a, b, a), List.of(a, b, c.at(0)))) {
          var refused =
              assertThrows(
                  HillockException.class,
                  () -> device.multiply(p, wrong.get(0), wrong.get(1), wrong.get(2)));
          assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
        }
      }
    }
  }
}
