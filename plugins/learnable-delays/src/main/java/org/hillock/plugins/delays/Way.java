package org.hillock.plugins.delays;

/** How products with taps are computed. */
enum Way {
  /** A matrix product for each tap: {@link DenseProducts}. */
  DENSE,
  /** A product of spectra: {@link FrequencyProducts}. */
  FREQUENCY;

  /** The cheaper of the ways that take all inputs alike. */
  static Way of(Wiring wiring) {
    return of(wiring.reach(), wiring.rows(), wiring.in(), wiring.out());
  }

  /** For so many vectors of {@code in} features a step. */
  static Way of(TapSteps reach, double rows, double in, double out) {
    double dense = reach.taps() * reach.outputs() * rows * in * out;
    return FrequencyProducts.cost(reach, rows, in, out) < dense ? FREQUENCY : DENSE;
  }
}
