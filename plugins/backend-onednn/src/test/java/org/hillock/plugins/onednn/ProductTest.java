package org.hillock.plugins.onednn;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

@WithLibrary
class ProductTest {

  private final Device reference = new ReferenceBackend().open(1);

  @Test
  void equalsTheReferenceHoweverOperandsAreStored() {
    int[][] shapes = {
      {1, 1, 1},
      {3, 1, 17},
      {1, 255, 3},
      {17, 64, 255},
      {4097, 3, 17},
      {130, 255, 401},
      {5, 70, 4097}
    };
    try (var device = Devices.dense(2)) {
      for (var shape : shapes) {
        for (int variant = 0; variant < 8; variant++) {
          compare(device, shape[0], shape[1], shape[2], variant);
        }
      }
    }
  }

  private void compare(Device device, int m, int n, int k, int variant) {
    boolean transposeA = (variant & 1) != 0;
    boolean transposeB = (variant & 2) != 0;
    boolean accumulate = (variant & 4) != 0;
    var a = Tensors.random(1, -1, 1, m, k);
    var b = Tensors.random(2, -1, 1, k, n);
    var expected = Tensors.random(3, -1, 1, m, n);
    var actual = Tensors.copy(expected);
    reference.gemm(transposeA, transposeB, m, n, k, a, b, expected, accumulate);
    device.gemm(transposeA, transposeB, m, n, k, a, b, actual, accumulate);
    String what = "%d×%d×%d, variant %d".formatted(m, n, k, variant);
    Tensors.assertClose(expected, actual, 1e-6 * Math.sqrt(k) + 1e-6, what);
  }

  @Test
  void givesTheSameBitsEveryTime() {
    for (int variant = 0; variant < 4; variant++) {
      boolean transposeA = (variant & 1) != 0;
      boolean transposeB = (variant & 2) != 0;
      var a = Tensors.random(1, -1, 1, 523, 777);
      var b = Tensors.random(2, -1, 1, 777, 201);
      var once = Tensors.zeros(523, 201);
      var again = Tensors.zeros(523, 201);
      for (var c : List.of(once, again)) {
        try (var device = Devices.dense(2)) {
          device.gemm(transposeA, transposeB, 523, 201, 777, a, b, c, false);
        }
      }
      Tensors.assertSameBits(once, again, "variant " + variant);
    }
  }
}
