package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code (alpha/2) / (1 + (π/2·alpha·x)²)}: the derivative of an arc tangent from 0 to 1. */
@Component(
    id = "atan",
    doc = "Derivative of an arc tangent that rises from 0 to 1; area 1, peak alpha/2, heavy tails.",
    cites =
        "Fang, W., Yu, Z., Chen, Y., Masquelier, T., Huang, T., Tian, Y. (2021). Incorporating"
            + " learnable membrane time constant to enhance learning of spiking neural networks."
            + " ICCV 2021.")
public record Atan(
    @Param(doc = "steepness; half the peak is left at 2/(π·alpha)", value = "2", above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var y = x.times(Math.PI / 2 * alpha);
    return x.graph().constant(alpha / 2).over(y.square().plus(1));
  }

  @Override
  public double smooth(double x) {
    return Math.atan(Math.PI / 2 * alpha * x) / Math.PI + 0.5;
  }
}
