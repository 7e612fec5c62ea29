package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code alpha·σ(alpha·x)·(1 - σ(alpha·x))}: the derivative of the logistic function. */
@Component(
    id = "sigmoid",
    doc = "Derivative of the logistic function of steepness alpha; area 1, peak alpha/4.",
    cites =
        "Neftci, E. O., Mostafa, H., Zenke, F. (2019). Surrogate gradient learning in spiking"
            + " neural networks. IEEE Signal Processing Magazine 36(6), 51-63.")
public record Sigmoid(
    @Param(doc = "steepness; half the peak is left at 1.76/alpha", value = "4", above = 0)
        double alpha)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var s = x.times(alpha).sigmoid();
    return s.times(s.complement()).times(alpha);
  }

  @Override
  public double smooth(double x) {
    return 1 / (1 + Math.exp(-alpha * x));
  }
}
