package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code alpha³ / (alpha² + x²)^1.5}, the derivative of {@code alpha·x/√(alpha² + x²)}. */
@Component(
    id = "circular",
    doc =
        "Derivative of x/√(alpha² + x²), scaled to peak 1; area 2·alpha, lighter tails than atan.",
    cites =
        "Pehle, C., Pedersen, J. E. (2021). Norse: a deep learning library for spiking neural"
            + " networks. Zenodo, doi:10.5281/zenodo.4422025.")
public record Circular(
    @Param(doc = "half width: 0.35 of the peak is left at alpha", value = "0.5", above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var root = x.times(1 / alpha).square().plus(1).sqrt();
    return root.square().times(root).reciprocal();
  }

  @Override
  public double smooth(double x) {
    return alpha * x / Math.hypot(alpha, x);
  }
}
