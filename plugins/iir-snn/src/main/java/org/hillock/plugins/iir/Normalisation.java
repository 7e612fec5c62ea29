package org.hillock.plugins.iir;

import java.util.Optional;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Tensor;

/** A batch normalisation of a network, {@code (x - mean)/√(variance + ε)·scale + shift}. */
record Normalisation(Tensor scale, Tensor shift, Tensor mean, Tensor variance) {

  private static final String SCALE = ".scale";

  /** The one that takes what leaves a layer. */
  static Optional<Normalisation> after(Network network, LayerInfo layer) {
    return network.layers().stream()
        .filter(next -> next.inputs().contains(layer.name()))
        .flatMap(next -> of(network, next).stream())
        .findFirst();
  }

  /** Parameters and running statistics that were declared together are named alike. */
  private static Optional<Normalisation> of(Network network, LayerInfo layer) {
    var parameters = network.parameters(layer);
    if (parameters.size() != 2 || !parameters.getFirst().name().contains(SCALE)) {
      return Optional.empty();
    }
    var scale = parameters.getFirst();
    var mean = network.buffers().get(scale.name().replace(SCALE, ".running_mean"));
    var variance = network.buffers().get(scale.name().replace(SCALE, ".running_variance"));
    return mean == null || variance == null
        ? Optional.empty()
        : Optional.of(
            new Normalisation(scale.value(), parameters.getLast().value(), mean, variance));
  }

  /** What the weights of an output channel are multiplied by. */
  double slope(int channel, double epsilon) {
    return scale.get(channel) / Math.sqrt(variance.get(channel) + epsilon);
  }
}
