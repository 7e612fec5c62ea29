package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/**
 * {@code (alpha/2) / (1 + alpha·|x|)²}: the derivative of the fast sigmoid {@code (1 + alpha·x/(1 +
 * alpha·|x|))/2}. The same form as {@link SuperSpike}, scaled to the area of a step.
 */
@Component(
    id = "fast-sigmoid",
    doc =
        "Derivative of a fast sigmoid x/(1 + |x|) that rises from 0 to 1; area 1, peak alpha/2."
            + " With peak 1 it is super-spike.",
    cites =
        "Zenke, F., Vogels, T. P. (2021). The remarkable robustness of surrogate gradient learning"
            + " for instilling complex function in spiking neural networks. Neural Computation"
            + " 33(4), 899-925.")
public record FastSigmoid(
    @Param(doc = "steepness; a quarter of the peak is left at 1/alpha", value = "2", above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var y = x.abs().times(alpha).plus(1);
    return x.graph().constant(alpha / 2).over(y.square());
  }

  @Override
  public double smooth(double x) {
    return 0.5 + 0.5 * alpha * x / (1 + alpha * Math.abs(x));
  }
}
