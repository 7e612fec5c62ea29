package org.hillock.api.backend;

import org.hillock.api.tensor.Tensor;

/** Plain loops that define products of complex matrices, summed in double precision. */
final class ComplexLoops {

  private ComplexLoops() {}

  static void multiply(ComplexProduct p, Tensor a, Tensor b, Tensor c) {
    for (long i = 0, count = p.count(a, b, c); i < count; i++) {
      for (int row = 0; row < p.m(); row++) {
        for (int column = 0; column < p.n(); column++) {
          double re = 0;
          double im = 0;
          for (int k = 0; k < p.k(); k++) {
            int atA = p.adjointA() ? k * p.m() + row : row * p.k() + k;
            int atB = p.adjointB() ? column * p.k() + k : k * p.n() + column;
            double ar = a.get(2 * i * p.m() * p.k() + atA);
            double ai = a.get((2 * i + 1) * p.m() * p.k() + atA) * (p.adjointA() ? -1 : 1);
            double br = b.get(2 * i * p.k() * p.n() + atB);
            double bi = b.get((2 * i + 1) * p.k() * p.n() + atB) * (p.adjointB() ? -1 : 1);
            re += ar * br - ai * bi;
            im += ar * bi + ai * br;
          }
          c.set((2 * i * p.m() + row) * p.n() + column, (float) re);
          c.set(((2 * i + 1) * p.m() + row) * p.n() + column, (float) im);
        }
      }
    }
  }
}
