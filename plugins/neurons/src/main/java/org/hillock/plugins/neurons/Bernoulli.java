package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/**
 * A spike with the input's probability in each step, none below 0 and always from 1 on; the
 * gradient passes straight through.
 *
 * @param signed whether inputs below 0 send spikes of -1, with probability -x: Poisson coding of
 *     normalised images in Rathi et al. 2020
 */
@Component(
    id = "bernoulli",
    doc =
        "Spikes at random with the probability its input gives, between 0 and 1: rate coding of"
            + " intensities. The gradient passes straight through.",
    cites = {
      "Bengio, Y., Léonard, N., Courville, A. (2013). Estimating or propagating gradients through"
          + " stochastic neurons for conditional computation. arXiv:1308.3432.",
      "Rathi, N., Srinivasan, G., Panda, P., Roy, K. (2020). Enabling deep spiking neural networks"
          + " with hybrid conversion and spike timing dependent backpropagation. ICLR 2020."
    })
public record Bernoulli(
    @Param(
            doc = "whether a value below 0 sends spikes of -1, as often as -x says, not none",
            value = "false")
        boolean signed)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var x = eq.input();
    var probability = signed ? x.abs() : x;
    // u > r is not (r ≥ u): an input of 0 never spikes.
    var spike = eq.spike(eq.uniform().minus(probability), new StraightThrough()).complement();
    eq.emit(signed ? spike.times(x.ge(0).select(1, -1)) : spike);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
