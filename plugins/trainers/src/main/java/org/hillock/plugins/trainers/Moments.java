package org.hillock.plugins.trainers;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;

/**
 * Adam's step from its two moments (Kingma and Ba 2015, algorithm 1). β₁ may change from step to
 * step, and the bias corrections do; they come in as scalars: {@code β₁}, {@code 1 - β₁}, {@code η
 * / (1 - β₁ᵗ)} and {@code 1 / √(1 - β₂ᵗ)}.
 *
 * @param largest whether the largest second moment so far divides, not the present one (AMSGrad:
 *     Reddi, Kale and Kumar 2018, algorithm 2; corrected for its bias, as PyTorch does)
 */
record Moments(double beta1, double beta2, double epsilon, boolean largest) {

  /** States the moments of a gradient; returns what to subtract from the weight. */
  Expr step(Equations eq, Expr gradient) {
    var m = eq.state("moment1", 0);
    var v = eq.state("moment2", 0);
    var kept = eq.parameter(ParameterSpec.given("kept", Sharing.SCALAR));
    var fresh = eq.parameter(ParameterSpec.given("fresh", Sharing.SCALAR));
    var rate = eq.parameter(ParameterSpec.given("rate", Sharing.SCALAR));
    var correction = eq.parameter(ParameterSpec.given("correction", Sharing.SCALAR));
    var m1 = m.times(kept).plus(gradient.times(fresh));
    var v1 = v.times(beta2).plus(gradient.square().times(1 - beta2));
    eq.next(m, m1);
    eq.next(v, v1);
    var divisor = v1;
    if (largest) {
      var most = eq.state("moment2_max", 0);
      divisor = v1.max(most);
      eq.next(most, divisor);
    }
    return rate.times(m1).over(divisor.sqrt().times(correction).plus(epsilon));
  }

  /** The scalars of a step, in their order. */
  double[] scalars(long step, double rate) {
    return new double[] {
      beta1,
      1 - beta1,
      rate / (1 - StrictMath.pow(beta1, step)),
      1 / Math.sqrt(1 - StrictMath.pow(beta2, step))
    };
  }
}
