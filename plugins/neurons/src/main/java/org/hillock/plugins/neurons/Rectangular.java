package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code 1/width} where {@code |x| < width/2}, else 0 (Wu et al. 2018, h1). */
@Component(
    id = "rectangular",
    doc = "Constant within half a width of the threshold, 0 beyond; area 1, peak 1/width.",
    cites =
        "Wu, Y., Deng, L., Li, G., Zhu, J., Shi, L. (2018). Spatio-temporal backpropagation for"
            + " training high-performance spiking neural networks. Frontiers in Neuroscience 12,"
            + " 331.")
public record Rectangular(
    @Param(doc = "width of the window around the threshold", value = "1", above = 0) double width)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().ge(width / 2).select(0, 1 / width);
  }

  @Override
  public double smooth(double x) {
    return Math.clamp(x / width + 0.5, 0.0, 1.0);
  }
}
