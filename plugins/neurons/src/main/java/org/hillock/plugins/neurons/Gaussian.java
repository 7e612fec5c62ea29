package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code exp(-x²/(2·sigma²)) / (sigma·√(2π))}: the normal density (Wu et al. 2018, h4). */
@Component(
    id = "gaussian",
    doc =
        "Density of the normal distribution; area 1, peak 0.4/sigma. With sigma = 1/(√2·alpha) it"
            + " is the derivative of an error function of steepness alpha.",
    cites =
        "Wu, Y., Deng, L., Li, G., Zhu, J., Shi, L. (2018). Spatio-temporal backpropagation for"
            + " training high-performance spiking neural networks. Frontiers in Neuroscience 12,"
            + " 331.")
public record Gaussian(@Param(doc = "standard deviation", value = "0.5", above = 0) double sigma)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return Normal.density(x, sigma);
  }

  @Override
  public double smooth(double x) {
    return Normal.cumulative(x, sigma);
  }
}
