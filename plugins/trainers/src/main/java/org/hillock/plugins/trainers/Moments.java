package org.hillock.plugins.trainers;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;

/**
 * Adam's step from its two moments (Kingma and Ba 2015, algorithm 1). The bias corrections change
 * from step to step and come in as two scalars: {@code η / (1 - β₁ᵗ)} and {@code 1 / √(1 - β₂ᵗ)}.
 */
record Moments(double beta1, double beta2, double epsilon) {

  /** States the moments of a gradient; returns what to subtract from the weight. */
  Expr step(Equations eq, Expr gradient) {
    var m = eq.state("moment1", 0);
    var v = eq.state("moment2", 0);
    var rate = eq.parameter(ParameterSpec.given("rate", Sharing.SCALAR));
    var correction = eq.parameter(ParameterSpec.given("correction", Sharing.SCALAR));
    var m1 = m.times(beta1).plus(gradient.times(1 - beta1));
    var v1 = v.times(beta2).plus(gradient.square().times(1 - beta2));
    eq.next(m, m1);
    eq.next(v, v1);
    return rate.times(m1).over(v1.sqrt().times(correction).plus(epsilon));
  }

  /** The first of the scalars. */
  double rate(long step, double rate) {
    return rate / (1 - StrictMath.pow(beta1, step));
  }

  /** The second of the scalars. */
  double correction(long step) {
    return 1 / Math.sqrt(1 - StrictMath.pow(beta2, step));
  }
}
