package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;

/**
 * Sigma-delta unit: sums its input (sigma), rectifies the sum, and when that differs from what it
 * has sent so far by the threshold or more, sends the difference (delta), so that the sum of its
 * output follows the rectified sum of its input to within a threshold.
 */
@Component(
    id = "sigma-delta",
    doc =
        "Sigma-delta unit: sends the change of its rectified activation as a graded spike, and only"
            + " where the change has reached a threshold. Its input is such changes too.",
    cites = {
      "O'Connor, P., Welling, M. (2016). Sigma delta quantized networks. arXiv:1611.02024.",
      "Orchard, G., Frady, E. P., Rubin, D. B. D., Sanborn, S., Shrestha, S. B., Sommer, F. T.,"
          + " Davies, M. (2021). Efficient neuromorphic signal processing with Loihi 2. SiPS 2021."
    })
public record SigmaDelta(
    @Param(doc = "the smallest change that is sent", value = "0.1", above = 0) double threshold,
    @Param(doc = "derivative of the spike in the backward pass", value = "piecewise-exponential")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var sum = eq.state("sum", 0);
    var sent = eq.state("sent", 0);
    var sigma = sum.plus(eq.input());
    var change = sigma.max(0).minus(sent);
    var up = eq.spike(change.minus(threshold), surrogate);
    var down = eq.spike(change.negate().minus(threshold), surrogate);
    var delta = change.times(up.plus(down));
    eq.next(sum, sigma);
    eq.next(sent, sent.plus(delta));
    eq.emit(delta);
  }

  @Override
  public boolean spiking() {
    return false;
  }
}
