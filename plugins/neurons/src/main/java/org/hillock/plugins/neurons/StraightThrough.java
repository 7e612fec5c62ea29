package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** 1 everywhere: the spike is differentiated as if it were its argument. */
@Component(
    id = "straight-through",
    doc = "The straight-through estimator: slope 1 at any distance from the threshold.",
    cites =
        "Bengio, Y., Léonard, N., Courville, A. (2013). Estimating or propagating gradients through"
            + " stochastic neurons for conditional computation. arXiv:1308.3432.")
public record StraightThrough() implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.graph().constant(1);
  }

  @Override
  public double smooth(double x) {
    return x;
  }
}
