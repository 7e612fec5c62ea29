package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code alpha / (1 + alpha·|x|)}: the derivative of {@code sign(x)·log(1 + alpha·|x|)}. */
@Component(
    id = "sign-log",
    doc =
        "Derivative of a sign times a logarithm: peak alpha, tails so heavy that the area is"
            + " infinite.",
    cites =
        "Fang, W., Chen, Y., Ding, J., Yu, Z., Masquelier, T., Chen, D., Huang, L., Zhou, H., Li,"
            + " G., Tian, Y. (2023). SpikingJelly: an open-source machine learning infrastructure"
            + " platform for spike-based intelligence. Science Advances 9(40), eadi1480.")
public record SignLog(
    @Param(doc = "steepness and peak; half the peak is left at 1/alpha", value = "1", above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.graph().constant(alpha).over(x.abs().times(alpha).plus(1));
  }

  @Override
  public double smooth(double x) {
    return Math.signum(x) * Math.log1p(alpha * Math.abs(x));
  }
}
