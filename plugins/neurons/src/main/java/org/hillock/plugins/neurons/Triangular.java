package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code gamma·max(0, 1 - |x|/width)}. */
@Component(
    id = "triangular",
    doc =
        "Piecewise linear: gamma at the threshold, falling to 0 at a distance of width; area"
            + " gamma·width.",
    cites = {
      "Esser, S. K. et al. (2016). Convolutional networks for fast, energy-efficient neuromorphic"
          + " computing. PNAS 113(41), 11441-11446.",
      "Bellec, G., Salaj, D., Subramoney, A., Legenstein, R., Maass, W. (2018). Long short-term"
          + " memory and learning-to-learn in networks of spiking neurons. NeurIPS 2018. (gamma"
          + " 0.3)"
    })
public record Triangular(
    @Param(doc = "peak: what dampens gradients that pass many spikes", value = "0.3", above = 0)
        double gamma,
    @Param(doc = "distance from the threshold at which the slope is 0", value = "1", above = 0)
        double width)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().times(1 / width).complement().max(0).times(gamma);
  }

  @Override
  public double smooth(double x) {
    double c = Math.clamp(x, -width, width);
    return gamma * (c - Math.abs(c) * c / (2 * width));
  }
}
