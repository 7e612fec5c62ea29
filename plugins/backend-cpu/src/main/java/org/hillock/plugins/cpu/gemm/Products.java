package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import org.hillock.plugins.cpu.events.Choice;
import org.hillock.plugins.cpu.events.Density;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Matrix products of tensors: event-driven where the left operand is mostly zero and that is
 * faster, dense otherwise. While the right operand is finite the bits are the same either way.
 */
public final class Products {

  /** Below this many multiplications looking at the left operand costs more than it may give. */
  private static final long LARGE = 1 << 21;

  private final Gemm dense;
  private final SmallProduct small = new SmallProduct();
  private final Choice choice;
  private final EventForward forward;
  private final EventGradient gradient;

  /** Products on the team of {@code dense}. */
  public Products(Team team, Gemm dense, Choice choice) {
    this.dense = dense;
    this.choice = choice;
    var sums = new Sums();
    forward = new EventForward(team, sums);
    gradient = new EventGradient(team, sums);
  }

  /** The product; see {@link org.hillock.api.backend.Device#gemm}. */
  public void run(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      boolean accumulate) {
    if (!transposeB && SmallProduct.suits(m, n, k)) {
      small.run(transposeA, m, n, k, a, b, c, accumulate);
      return;
    }
    var left = new Matrix(a, 0, transposeA ? m : k, transposeA);
    var right = new Matrix(b, 0, transposeB ? k : n, transposeB);
    var to = new Matrix(c, 0, n, false);
    if ((long) m * n * k < LARGE) {
      dense.run(m, n, k, left, right, to, accumulate);
      return;
    }
    int rows = transposeA ? k : m;
    double density = Density.estimate(a, 0, 4 * left.stride(), rows, (int) left.stride());
    choice.run(
        transposeA ? "product, left transposed," : "product",
        m,
        n,
        k,
        density,
        () -> dense.run(m, n, k, left, right, to, accumulate),
        () -> {
          if (transposeA) {
            gradient.run(m, n, k, left, right, to, accumulate);
          } else {
            forward.run(m, n, k, density, left, right, to, accumulate);
          }
        });
  }
}
