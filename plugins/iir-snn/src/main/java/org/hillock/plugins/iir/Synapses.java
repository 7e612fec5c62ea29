package org.hillock.plugins.iir;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;

/**
 * A layer with synapses.
 *
 * @param norm the batch normalisation that takes what leaves it
 */
record Synapses(
    LayerInfo layer, Parameter weight, Optional<Parameter> bias, Optional<Normalisation> norm) {

  /** Those of a network, in order. */
  static List<Synapses> of(Network network) {
    return network.layers().stream()
        .filter(layer -> layer.macs() > 0)
        .map(layer -> of(network, layer))
        .toList();
  }

  private static Synapses of(Network network, LayerInfo layer) {
    var parameters = network.parameters(layer);
    var bias = parameters.stream().skip(1).findFirst();
    return new Synapses(layer, parameters.getFirst(), bias, Normalisation.after(network, layer));
  }
}
