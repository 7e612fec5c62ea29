package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code area·(alpha/2)·exp(-alpha·|x|)}: the form of SLAYER. */
@Component(
    id = "piecewise-exponential",
    doc = "Falls exponentially with the distance from the threshold; peak area·alpha/2.",
    cites =
        "Shrestha, S. B., Orchard, G. (2018). SLAYER: spike layer error reassignment in time."
            + " NeurIPS 2018.")
public record PiecewiseExponential(
    @Param(doc = "steepness; 1/e of the peak is left at 1/alpha", value = "2", above = 0)
        double alpha,
    @Param(doc = "area; 1 stands for a step from 0 to 1", value = "1", above = 0) double area)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().times(-alpha).exp().times(area * alpha / 2);
  }

  @Override
  public double smooth(double x) {
    return -Math.signum(x) * area / 2 * Math.expm1(-alpha * Math.abs(x));
  }
}
