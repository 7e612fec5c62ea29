package org.hillock.plugins.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class SmallProductTest {

  private static final int L = Lanes.LENGTH;

  @Test
  void hasTheBitsOfThePackedProduct() {
    for (int m : new int[] {1, 7, 8, 13}) {
      for (int n : new int[] {L, 2 * L, 3 * L}) {
        for (int k : new int[] {1, 16, Gemm.DEPTH}) {
          compare(m, n, k);
        }
      }
    }
  }

  private static void compare(int m, int n, int k) {
    assertTrue(SmallProduct.suits(m, n, k));
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    for (int variant = 0; variant < 4; variant++) {
      boolean transposed = (variant & 1) != 0;
      boolean accumulate = (variant & 2) != 0;
      var packed = Tensors.random(3, -1, 1, m, n);
      var small = Tensors.copy(packed);
      var left = new Matrix(a.segment(), 0, transposed ? m : k, transposed);
      var right = new Matrix(b.segment(), 0, n, false);
      var to = new Matrix(packed.segment(), 0, n, false);
      try (var team = new Team(1)) {
        new Gemm(team).run(m, n, k, left, right, to, accumulate);
      }
      new SmallProduct()
          .run(transposed, m, n, k, a.segment(), b.segment(), small.segment(), accumulate);
      Tensors.assertSameBits(packed, small, "%d×%d×%d, variant %d".formatted(m, n, k, variant));
    }
  }
}
