package org.hillock.plugins.cpu;

import org.hillock.api.backend.Device;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class GemmTest {

  private final Device reference = new ReferenceBackend().open(1);

  @Test
  void equalsTheReferenceAtAwkwardSizes() {
    int[] rows = {1, 3, 6, 17, 64, 70};
    int[] columns = {1, 3, 6, 16, 17, 48, 64, 70};
    int[] depths = {1, 5, 16, 33, 385};
    try (var device = new CpuBackend().open(2)) {
      for (int m : rows) {
        for (int n : columns) {
          for (int k : depths) {
            compare(device, m, n, k);
          }
        }
      }
    }
  }

  @Test
  void equalsTheReferenceAcrossBlocks() {
    try (var device = new CpuBackend().open(2)) {
      compare(device, 255, 130, 800);
      compare(device, 1, 784, 400);
      compare(device, 4097, 10, 65);
      compare(device, 10, 3100, 40);
      compare(device, 7, 6200, 3);
      compare(device, 401, 48, 1153);
    }
  }

  private void compare(Device device, int m, int n, int k) {
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    for (int variant = 0; variant < 8; variant++) {
      boolean transposeA = (variant & 1) != 0;
      boolean transposeB = (variant & 2) != 0;
      boolean accumulate = (variant & 4) != 0;
      var expected = Tensors.random(3, -1, 1, m, n);
      var actual = Tensors.copy(expected);
      reference.gemm(transposeA, transposeB, m, n, k, a, b, expected, accumulate);
      device.gemm(transposeA, transposeB, m, n, k, a, b, actual, accumulate);
      String what = "%d×%d×%d, variant %d".formatted(m, n, k, variant);
      Tensors.assertClose(expected, actual, 1e-6 * Math.sqrt(k) + 1e-6, what);
    }
  }

  @Test
  void givesTheSameBitsWithOneThreadAndWithThree() {
    for (int variant = 0; variant < 4; variant++) {
      var a = Tensors.random(1, -1, 1, 523, 777);
      var b = Tensors.random(2, -1, 1, 777, 201);
      var one = Tensors.zeros(523, 201);
      var three = Tensors.zeros(523, 201);
      try (var single = new CpuBackend().open(1);
          var team = new CpuBackend().open(3)) {
        boolean transposeA = (variant & 1) != 0;
        boolean transposeB = (variant & 2) != 0;
        single.gemm(transposeA, transposeB, 523, 201, 777, a, b, one, false);
        team.gemm(transposeA, transposeB, 523, 201, 777, a, b, three, false);
      }
      Tensors.assertSameBits(one, three, "variant " + variant);
    }
  }
}
