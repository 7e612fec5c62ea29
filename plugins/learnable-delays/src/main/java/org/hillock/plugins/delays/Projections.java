package org.hillock.plugins.delays;

/**
 * How components of a spectrum become real numbers and back. A product of complex numbers takes
 * three real ones of their projections at θ = 0, 60 and 120°: with {@code P_θ =
 * Re(X·e^iθ)·Re(H·e^iθ)}, {@code X·H = 4/3·Σ_θ P_θ·e^-2iθ}. The constant and, for an even number of
 * points, the alternating component are real and take one.
 *
 * @param cosines of the three angles, weighted
 * @param sines as the cosines
 * @param ofReal the weight of real components
 */
record Projections(float[] cosines, float[] sines, float ofReal) {

  /** Of factors. */
  static Projections ofFactors() {
    return of(1, 1, 1);
  }

  /** Of products, and scaled for the way back to time. */
  static Projections ofProducts(int points) {
    return of(2, 8.0 / 3 / points, 1.0 / points);
  }

  private static Projections of(int turns, double weight, double ofReal) {
    var cosines = new float[3];
    var sines = new float[3];
    for (int i = 0; i < 3; i++) {
      // Half: both of a pair of conjugate components have a part in it.
      cosines[i] = (float) (weight / 2 * StrictMath.cos(turns * i * Math.PI / 3));
      sines[i] = (float) (weight / 2 * StrictMath.sin(turns * i * Math.PI / 3));
    }
    return new Projections(cosines, sines, (float) ofReal);
  }

  /** How many projections a component has. */
  static int count(int frequency, int points) {
    return 2 * frequency % points == 0 ? 1 : 3;
  }

  /** How many all components of a sequence of so many points have; conjugate ones count once. */
  static int rank(int points) {
    int pairs = (points - 1) / 2;
    return 1 + 3 * pairs + (points % 2 == 0 ? 1 : 0);
  }
}
