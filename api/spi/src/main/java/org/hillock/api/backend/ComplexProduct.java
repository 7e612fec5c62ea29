package org.hillock.api.backend;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/**
 * A product of matrices of complex numbers, {@code c = op(a)·op(b)}. A tensor holds any number of
 * matrices, of each its real parts, then its imaginary ones.
 *
 * @param adjointA whether {@code op(a)} is the conjugate transpose of {@code a}, which is then
 *     stored as {@code [count][2][k][m]} rather than {@code [count][2][m][k]}
 * @param adjointB whether {@code op(b)} is that of {@code b}, stored as {@code [count][2][n][k]}
 *     rather than {@code [count][2][k][n]}
 * @param m rows of {@code c}, {@code [count][2][m][n]}
 * @param n columns of {@code c}
 * @param k the inner extent
 */
public record ComplexProduct(boolean adjointA, boolean adjointB, int m, int n, int k) {

  /**
   * How many matrices each of three tensors holds.
   *
   * @throws HillockException with {@code SHAPE_MISMATCH} unless all hold as many whole ones
   */
  public int count(Tensor a, Tensor b, Tensor c) {
    long count = c.size() / (2L * m * n);
    if (c.size() != 2 * count * m * n
        || a.size() != 2 * count * m * k
        || b.size() != 2 * count * k * n) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "complex products %d×%d·%d×%d of %s and %s into %s: not as many whole matrices each"
              .formatted(m, k, k, n, a, b, c));
    }
    return Math.toIntExact(count);
  }
}
