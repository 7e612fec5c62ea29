package org.hillock.plugins.delays;

import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.hillock.api.train.Updates;

/**
 * Updates of which positions have a rate of their own, and their optimiser's momentum.
 *
 * @param others of all parameters but positions
 * @param rate that of positions now
 */
record DelayUpdates(Updates others, Updates positions, DoubleSupplier rate) implements Updates {

  @Override
  public double gradientNorm() {
    return Math.hypot(others.gradientNorm(), positions.gradientNorm());
  }

  @Override
  public void apply(double rateOfOthers, OptionalDouble momentum, double gradientScale) {
    others.apply(rateOfOthers, momentum, gradientScale);
    positions.apply(rate.getAsDouble(), gradientScale);
  }

  @Override
  public long count() {
    return others.count();
  }
}
