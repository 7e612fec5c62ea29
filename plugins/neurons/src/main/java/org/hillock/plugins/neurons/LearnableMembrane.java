package org.hillock.plugins.neurons;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Reset;

/**
 * The membrane of {@link LearnableLif}.
 *
 * @param v the membrane potential after the step before
 * @param u that of this step, before the reset
 */
record LearnableMembrane(Expr v, Expr u, Expr threshold) {

  static LearnableMembrane of(Equations eq, Sharing sharing, double leak, double threshold) {
    var decay =
        eq.parameter(
            ParameterSpec.learnable("leak", sharing, leak).within(Double.NEGATIVE_INFINITY, 1));
    var th = eq.parameter(ParameterSpec.learnable("threshold", sharing, threshold));
    var v = eq.state("v", 0);
    return new LearnableMembrane(v, v.times(decay).plus(eq.input()), th);
  }

  /** How far the membrane potential is above the threshold, relative to it. */
  Expr excess() {
    return u.over(threshold).minus(1);
  }

  /** A spike where {@code z > 0}, strictly, as the papers compare. */
  static Expr spike(Equations eq, Expr z, Surrogate surrogate) {
    return eq.spike(z.negate(), new Mirrored(surrogate)).complement();
  }

  /** Resets and sends. */
  void end(Equations eq, Reset reset, Expr spike) {
    eq.next(v, reset.after(u, spike, threshold));
    eq.emit(spike);
  }
}
