package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code 4/period·Σ cos((2i - 1)·2π·x/period)} over i from 1 to terms. */
@Component(
    id = "square-wave",
    doc =
        "The first terms of the Fourier series of a square wave, differentiated; positive and"
            + " negative slopes in turn, the more terms the narrower.",
    cites =
        "Fang, W. et al. (2023). SpikingJelly: an open-source machine learning infrastructure"
            + " platform for spike-based intelligence. Science Advances 9(40), eadi1480.")
public record SquareWave(
    @Param(doc = "terms of the series", value = "2", min = 1, max = 64) int terms,
    @Param(doc = "period of the wave", value = "8", above = 0) double period)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    var sum = x.graph().constant(0);
    for (int i = 1; i <= terms; i++) {
      sum = sum.plus(x.times((2 * i - 1) * frequency()).cos());
    }
    return sum.times(4 / period);
  }

  @Override
  public double smooth(double x) {
    double sum = 0;
    for (int i = 1; i <= terms; i++) {
      sum += Math.sin((2 * i - 1) * frequency() * x) / (2 * i - 1);
    }
    return 0.5 + 2 / Math.PI * sum;
  }

  private double frequency() {
    return 2 * Math.PI / period;
  }
}
