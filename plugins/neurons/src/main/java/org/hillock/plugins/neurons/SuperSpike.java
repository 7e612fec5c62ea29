package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code 1 / (1 + beta·|x|)²}, of peak 1 at any steepness (Zenke and Ganguli 2018). */
@Component(
    id = "super-spike",
    doc = "The surrogate of SuperSpike: peak 1, area 2/beta, heavy tails.",
    cites =
        "Zenke, F., Ganguli, S. (2018). SuperSpike: supervised learning in multilayer spiking"
            + " neural networks. Neural Computation 30(6), 1514-1541.")
public record SuperSpike(
    @Param(doc = "steepness; a quarter of the peak is left at 1/beta", value = "10", above = 0)
        double beta)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().times(beta).plus(1).square().reciprocal();
  }

  @Override
  public double smooth(double x) {
    return x / (1 + beta * Math.abs(x));
  }
}
