package org.hillock.plugins.delays;

import org.hillock.api.backend.ComplexProduct;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** A tensor {@code [points]…}, whose rows are as {@link Components} has them, and its parts. */
final class Spectrum {

  private final Buffer whole;
  private final TapViews rows;
  private final TapViews complex;

  Spectrum(Buffer whole, int points) {
    this.whole = whole;
    rows = new TapViews(whole, 0, points, Tensor::at);
    complex = new TapViews(whole, 0, 1, (x, k) -> x.slice(1, 2 * Components.complex(points)));
  }

  Tensor tensor() {
    return whole.tensor();
  }

  /** How many products of real matrices a product of spectra takes. */
  static int products(int points) {
    return points + Components.complex(points);
  }

  /** Writes the product, component by component. */
  static void multiply(Device device, ComplexProduct p, Spectrum a, Spectrum b, Spectrum c) {
    multiplyReal(device, p, a, b, c, 0);
    int points = c.tensor().shape().dim(0);
    if (Components.complex(points) > 0) {
      device.multiply(p, a.complex.at(0), b.complex.at(0), c.complex.at(0));
    }
    if (points % 2 == 0) {
      multiplyReal(device, p, a, b, c, points - 1);
    }
  }

  private static void multiplyReal(
      Device device, ComplexProduct p, Spectrum a, Spectrum b, Spectrum c, int row) {
    device.gemm(
        p.adjointA(),
        p.adjointB(),
        p.m(),
        p.n(),
        p.k(),
        a.rows.at(row),
        b.rows.at(row),
        c.rows.at(row),
        false);
  }
}
