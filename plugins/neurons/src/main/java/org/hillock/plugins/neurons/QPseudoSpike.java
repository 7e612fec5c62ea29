package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code (1 + 2·|x|/(q - 1))^-q}, of peak 1 and area 1 for every q. */
@Component(
    id = "q-pseudo-spike",
    doc =
        "Peak 1 and area 1; q sets how heavy the tails are, from those of a fast sigmoid (2) to"
            + " exponential ones (large).",
    cites = "Herranz-Celotti, L., Rouat, J. (2022). Surrogate gradients design. arXiv:2202.00282.")
public record QPseudoSpike(
    @Param(
            doc = "tail fatness: the slope falls as the distance to the power of -q",
            value = "2",
            above = 1)
        double q)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var base = x.abs().times(2 / (q - 1)).plus(1);
    return base.log().times(-q).exp();
  }

  @Override
  public double smooth(double x) {
    return Math.signum(x) / 2 * (1 - Math.pow(1 + 2 / (q - 1) * Math.abs(x), 1 - q));
  }
}
