package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/**
 * A spike with the input's probability in each step, none below 0 and always from 1 on; the
 * gradient passes straight through.
 */
@Component(
    id = "bernoulli",
    doc =
        "Spikes at random with the probability its input gives, between 0 and 1: rate coding of"
            + " intensities. The gradient passes straight through.",
    cites =
        "Bengio, Y., Léonard, N., Courville, A. (2013). Estimating or propagating gradients through"
            + " stochastic neurons for conditional computation. arXiv:1308.3432.")
public record Bernoulli() implements NeuronModel {

  @Override
  public void define(Equations eq) {
    // u > r is not (r ≥ u): an input of 0 never spikes.
    var silent = eq.spike(eq.uniform().minus(eq.input()), new StraightThrough());
    eq.emit(silent.complement());
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
