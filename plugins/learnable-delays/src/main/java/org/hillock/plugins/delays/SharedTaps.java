package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Synapses that share positions, spread as if each had its own. */
final class SharedTaps implements Taps {

  private final Taps own;
  private final Sharing sharing;
  private final Shape synapses;
  private final Buffer positions;
  private final Buffer gradients;

  /**
   * @param own spreads synapses that have positions of their own
   * @param synapses {@code [M][in][out]}
   */
  SharedTaps(Preparation at, Taps own, Sharing sharing, Shape synapses) {
    this.own = own;
    this.sharing = sharing;
    this.synapses = synapses;
    positions = at.scratch(synapses);
    gradients = at.scratch(synapses);
  }

  @Override
  public void fill(Tensor weights, Tensor shared, Tensor taps) {
    own.fill(weights, each(shared), taps);
  }

  @Override
  public boolean delays(Tensor shared, Tensor delays) {
    return own.delays(each(shared), delays);
  }

  private Tensor each(Tensor shared) {
    var each = positions.tensor();
    for (long i = 0, n = each.size(); i < n; i++) {
      each.set(i, shared.get(sharing.position(synapses, i)));
    }
    return each;
  }

  @Override
  public void differentiate(
      Tensor weights,
      Tensor shared,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofShared) {
    own.differentiate(
        weights, each(shared), gradient, ofWeights, ofShared.map(s -> gradients.tensor()));
    ofShared.ifPresent(this::sum);
  }

  private void sum(Tensor ofShared) {
    ofShared.fill(0);
    var each = gradients.tensor();
    for (long i = 0, n = each.size(); i < n; i++) {
      long at = sharing.position(synapses, i);
      ofShared.set(at, ofShared.get(at) + each.get(i));
    }
  }
}
