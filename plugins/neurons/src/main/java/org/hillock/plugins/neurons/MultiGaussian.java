package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/**
 * {@code gamma·((1 + h)·N(x; 0, sigma) - h·N(x; sigma, s·sigma) - h·N(x; -sigma, s·sigma))}, h the
 * height and s the spread of the side lobes.
 */
@Component(
    id = "multi-gaussian",
    doc =
        "A normal density less two wide ones beside it: negative slopes away from the threshold,"
            + " which stand in for those of a leaky activation; area gamma·(1 - height).",
    cites =
        "Yin, B., Corradi, F., Bohté, S. M. (2021). Accurate and efficient time-domain"
            + " classification with adaptive spiking recurrent neural networks. Nature Machine"
            + " Intelligence 3, 905-913.")
public record MultiGaussian(
    @Param(doc = "standard deviation of the middle", value = "0.5", above = 0) double sigma,
    @Param(doc = "weight of each side lobe", value = "0.15", min = 0) double height,
    @Param(doc = "width of a side lobe relative to the middle", value = "6", above = 0)
        double spread,
    @Param(doc = "scale of the whole", value = "0.5", above = 0) double gamma)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var middle = Normal.density(x, sigma).times(1 + height);
    var right = Normal.density(x.minus(sigma), spread * sigma);
    var left = Normal.density(x.plus(sigma), spread * sigma);
    return middle.minus(right.plus(left).times(height)).times(gamma);
  }

  @Override
  public double smooth(double x) {
    double middle = (1 + height) * Normal.cumulative(x, sigma);
    double right = height * Normal.cumulative(x - sigma, spread * sigma);
    double left = height * Normal.cumulative(x + sigma, spread * sigma);
    return gamma * (middle - right - left);
  }
}
