package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.tensor.Tensor;

/** Each synapse on the one tap nearest to its position: the paper's "max" version, width 0. */
record WholeTaps(DelayWindow window) implements Taps {

  @Override
  public void fill(Tensor weights, Tensor positions, Tensor taps) {
    taps.fill(0);
    long pairs = taps.size() / window.size();
    for (long i = 0, n = weights.size(); i < n; i++) {
      long at = at(positions, i, pairs);
      taps.set(at, taps.get(at) + weights.get(i));
    }
  }

  @Override
  public boolean delays(Tensor positions, Tensor delays) {
    for (long i = 0, n = delays.size(); i < n; i++) {
      delays.set(i, window.delay(window.tap(positions.get(i))));
    }
    return true;
  }

  /** Positions have none: rounding is flat. */
  @Override
  public void differentiate(
      Tensor weights,
      Tensor positions,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofPositions) {
    ofPositions.ifPresent(tensor -> tensor.fill(0));
    if (ofWeights.isEmpty()) {
      return;
    }
    long pairs = gradient.size() / window.size();
    for (long i = 0, n = weights.size(); i < n; i++) {
      ofWeights.get().set(i, gradient.get(at(positions, i, pairs)));
    }
  }

  private long at(Tensor positions, long synapse, long pairs) {
    return window.tap(positions.get(synapse)) * pairs + synapse % pairs;
  }
}
