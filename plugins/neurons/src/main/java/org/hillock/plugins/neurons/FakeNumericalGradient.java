package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/**
 * {@code min(alpha, 1/|x|)}: the step over the distance to it, as a difference quotient would have
 * it.
 */
@Component(
    id = "fake-numerical-gradient",
    doc =
        "The difference quotient 1/|x| of a step at a distance of x, capped at alpha; the area is"
            + " infinite.",
    cites =
        "Fang, W., Chen, Y., Ding, J., Yu, Z., Masquelier, T., Chen, D., Huang, L., Zhou, H., Li,"
            + " G., Tian, Y. (2023). SpikingJelly: an open-source machine learning infrastructure"
            + " platform for spike-based intelligence. Science Advances 9(40), eadi1480.")
public record FakeNumericalGradient(
    @Param(
            doc = "cap and peak; the slope falls from a distance of 1/alpha on",
            value = "0.3",
            above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().max(1 / alpha).reciprocal();
  }

  @Override
  public double smooth(double x) {
    double y = alpha * Math.abs(x);
    return Math.signum(x) * (y <= 1 ? y : 1 + Math.log(y));
  }
}
