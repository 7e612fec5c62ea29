package org.hillock.api.backend;

import org.hillock.api.tensor.Tensor;

/**
 * Opened hardware. All tensors are row-major; arguments that are written must not overlap others
 * unless a method says so.
 */
public interface Device extends AutoCloseable {

  /** What it is, for manifests and logs: kind, vector width, threads. */
  String description();

  /** How many threads it uses. */
  int threads();

  /**
   * Matrix product: {@code c = op(a)·op(b)}, or added to {@code c}.
   *
   * @param transposeA whether {@code a} is stored as {@code [k][m]} rather than {@code [m][k]}
   * @param transposeB whether {@code b} is stored as {@code [n][k]} rather than {@code [k][n]}
   * @param m rows of {@code c}
   * @param n columns of {@code c}
   * @param k the inner extent
   * @param accumulate whether the product is added to what {@code c} holds
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      Tensor a,
      Tensor b,
      Tensor c,
      boolean accumulate);

  /**
   * Mean and variance of each column.
   *
   * @param x {@code [M][N]}, any shape with {@code N} elements in {@code mean}
   * @param mean {@code [N]}, written
   * @param variance {@code [N]}, written: the mean squared deviation (divided by M)
   */
  void moments(Tensor x, Tensor mean, Tensor variance);

  /** The sum of all elements, accumulated in double precision. */
  double sum(Tensor x);

  /** The sum of the squares of all elements, accumulated in double precision. */
  double sumOfSquares(Tensor x);

  /** How many elements differ from zero. */
  long countNonZero(Tensor x);

  /** {@code y += x}. */
  void addTo(Tensor x, Tensor y);

  /**
   * Compiles a program into kernels.
   *
   * @throws org.hillock.api.HillockException with {@code INVALID_ARGUMENT} if the program is beyond
   *     this hardware; the message names the program and the limit
   */
  ScanKernel compile(ScanProgram program);

  @Override
  void close();
}
