package org.hillock.plugins.neurons;

import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** A surrogate for {@code 1 - spike(-x)}, the step whose value at 0 is 0. */
record Mirrored(Surrogate surrogate) implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return surrogate.slope(x.negate());
  }

  @Override
  public double smooth(double x) {
    return 1 - surrogate.smooth(-x);
  }
}
