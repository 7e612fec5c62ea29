package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.tensor.Tensor;

/**
 * How synapses are spread over a window. Shapes: weights and positions {@code [M][in][out]}, taps
 * {@code [window][in][out]}.
 */
interface Taps {

  /** Writes the taps. */
  void fill(Tensor weights, Tensor positions, Tensor taps);

  /**
   * Writes the delay of each synapse, {@code [M][in][out]}, in steps, if each lies on one tap.
   *
   * @return whether they do
   */
  boolean delays(Tensor positions, Tensor delays);

  /** Writes the gradients of weights and positions, from that of the taps. */
  void differentiate(
      Tensor weights,
      Tensor positions,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofPositions);
}
