package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/**
 * {@code alpha·σ(alpha·x)·(1 - σ(alpha·x))} below the threshold, {@code beta/(1 + x)} from it on.
 */
@Component(
    id = "s2nn",
    doc =
        "Below the threshold the derivative of a logistic function, from it on that of a logarithm,"
            + " which keeps large potentials learning in networks of one time step.",
    cites =
        "Suetake, K., Ikegawa, S., Saiin, R., Sawada, Y. (2023). S3NN: time step reduction of"
            + " spiking surrogate gradients for training energy efficient single-step spiking"
            + " neural networks. Neural Networks 159, 208-219.")
public record S2nn(
    @Param(doc = "steepness below the threshold", value = "4", above = 0) double alpha,
    @Param(doc = "slope at the threshold, from above", value = "1", above = 0) double beta)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var s = x.times(alpha).sigmoid();
    var below = s.times(s.complement()).times(alpha);
    // The maximum keeps the branch that is not taken finite.
    return x.ge(0).select(x.graph().constant(beta).over(x.max(0).plus(1)), below);
  }

  @Override
  public double smooth(double x) {
    return x >= 0 ? 0.5 + beta * Math.log1p(x) : 1 / (1 + Math.exp(-alpha * x));
  }
}
