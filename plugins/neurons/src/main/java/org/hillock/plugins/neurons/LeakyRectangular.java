package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code 1/width} where {@code |x| < width}, else {@code leak}. */
@Component(
    id = "leaky-rectangular",
    doc =
        "Constant 1/width up to a distance of width, and a small constant beyond, so that no neuron"
            + " is without a gradient.",
    cites =
        "Fang, W., Chen, Y., Ding, J., Yu, Z., Masquelier, T., Chen, D., Huang, L., Zhou, H., Li,"
            + " G., Tian, Y. (2023). SpikingJelly: an open-source machine learning infrastructure"
            + " platform for spike-based intelligence. Science Advances 9(40), eadi1480.")
public record LeakyRectangular(
    @Param(doc = "distance from the threshold at which the slope drops", value = "1", above = 0)
        double width,
    @Param(doc = "slope beyond that distance", value = "0.01", min = 0) double leak)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.abs().ge(width).select(leak, 1 / width);
  }

  @Override
  public double smooth(double x) {
    double inside = Math.clamp(x, -width, width);
    return inside / width + leak * (x - inside);
  }
}
