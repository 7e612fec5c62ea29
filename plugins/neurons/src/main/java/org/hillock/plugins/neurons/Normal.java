package org.hillock.plugins.neurons;

import org.hillock.api.equations.Expr;

/** The normal distribution of mean 0. */
final class Normal {

  /** Beyond this many √2·deviations the error function is ±1 in double precision. */
  private static final double FAR = 6;

  private Normal() {}

  static Expr density(Expr x, double deviation) {
    var exponent = x.square().times(-1 / (2 * deviation * deviation));
    return exponent.exp().times(1 / (deviation * Math.sqrt(2 * Math.PI)));
  }

  /** The integral of the density up to {@code x}. */
  static double cumulative(double x, double deviation) {
    return (1 + erf(x / (deviation * Math.sqrt(2)))) / 2;
  }

  /**
   * The error function, by its series {@code 2/√π·exp(-y²)·Σ 2ⁿ·y²ⁿ⁺¹/(1·3·…·(2n+1))} (Abramowitz
   * and Stegun 1964, 7.1.6), all of whose terms have one sign: nothing cancels.
   */
  private static double erf(double y) {
    if (Math.abs(y) > FAR) {
      return Math.signum(y);
    }
    double sum = 0;
    double term = y;
    for (int n = 1; Math.abs(term) > Math.ulp(sum) / 2; n++) {
      sum += term;
      term *= 2 * y * y / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-y * y) * sum;
  }
}
