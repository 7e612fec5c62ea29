package org.hillock.api.network;

import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** What the spikes of a layer are worth, where credit is {@link Credit.Local}. */
@ConsumerType
@FunctionalInterface
public interface LearningSignal {

  /**
   * Says by how much the loss would rise with each output of a layer. Asked for in the backward
   * pass, from the last layer to the first; the backward pass of all later layers is done.
   *
   * @param layer a spiking layer that learns, not the network's output
   * @param outputGradient {@code [T][B][features…]}; every element is written
   */
  void write(LayerInfo layer, Tensor outputGradient);
}
