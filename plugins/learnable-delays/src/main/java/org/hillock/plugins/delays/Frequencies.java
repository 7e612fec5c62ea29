package org.hillock.plugins.delays;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A convolution in time as three constant matrices: {@code y = leaving·((entering'·x) ⊙
 * (spreading·taps))}, whose adjoints give the gradients. Behind it stands a discrete Fourier
 * transform of so many points that nothing wraps around onto the steps that count.
 *
 * <p>A product of complex numbers takes three real ones of their projections at 0, 60 and 120°:
 * with {@code P_θ = Re(X·e^iθ)·Re(H·e^iθ)}, {@code X·H = 4/3·Σ_θ P_θ·e^-2iθ}. The constant and, for
 * an even number of points, the alternating component are real and take one.
 */
final class Frequencies {

  private final int points;
  private final int rank;

  /** {@code [points][rank]}: of inputs, the steps before the call first. */
  final Tensor entering;

  /** {@code [rank][window]}. */
  final Tensor spreading;

  /** {@code [output steps][rank]}. */
  final Tensor leaving;

  Frequencies(TapSteps reach) {
    points = reach.steps() + reach.history();
    rank = rank(points);
    int past = reach.history();
    entering = constants(points, rank);
    spreading = constants(rank, reach.taps());
    leaving = constants(reach.outputs(), rank);
    for (int r = 0; r < rank; r++) {
      for (int t = 0; t < points; t++) {
        entering.set((long) t * rank + r, (float) cosine(r, t, 1));
      }
      for (int k = 0; k <= past; k++) {
        spreading.set((long) r * reach.taps() + k, (float) cosine(r, past - k, 1));
      }
      for (int t = 0; t < reach.outputs(); t++) {
        leaving.set((long) t * rank + r, (float) (weight(r) * cosine(r, t + past, 2)));
      }
    }
  }

  /** Small, and freed with the kernel. */
  private static Tensor constants(int rows, int columns) {
    var shape = Shape.of(rows, columns);
    return Tensor.of(Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
  }

  /** How many products of numbers stand for one of spectra of so many points. */
  static int rank(int points) {
    int pairs = (points - 1) / 2;
    return 1 + 3 * pairs + (points % 2 == 0 ? 1 : 0);
  }

  int rank() {
    return rank;
  }

  private double cosine(int r, int time, int turns) {
    long frequency = (r + 2) / 3;
    int projection = real(r) ? 0 : (r - 1) % 3;
    double turn = (double) (frequency * time % points) / points - turns * projection / 6.0;
    return StrictMath.cos(2 * Math.PI * turn);
  }

  private boolean real(int r) {
    return r == 0 || points % 2 == 0 && r == rank - 1;
  }

  private double weight(int r) {
    return (real(r) ? 1 : 8.0 / 3) / points;
  }
}
