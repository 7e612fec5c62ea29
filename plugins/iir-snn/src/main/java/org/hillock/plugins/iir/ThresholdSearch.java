package org.hillock.plugins.iir;

import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.network.State;
import org.hillock.api.train.Batch;

/**
 * Chooses the thresholds of a converted network, layer by layer: a percentile of the currents that
 * arrive while the network spikes, with the thresholds of earlier layers found already; the largest
 * of all time steps. Leaks are what the network begins with.
 *
 * @param steps time steps the image is held for
 * @param percentile of the currents of all neurons and images
 * @param scaling what thresholds found are multiplied by
 * @param layers how many layers of neurons are searched; the others keep their threshold
 */
record ThresholdSearch(int steps, double percentile, double scaling, int layers) {

  private static final String THRESHOLD = ".threshold";

  /** Where no current is above 0. */
  private static final double LEAST = 0.1;

  /** Sets the thresholds by what a batch of images makes of them. */
  void run(Network network, Batch batch, Consumer<String> log) {
    var execution = network.inference(1, batch.size());
    batch.encodeInto(execution.input());
    int number = 0;
    for (var layer : network.layers()) {
      var threshold = threshold(network, layer);
      if (threshold.isPresent()) {
        var synapses = number++ < layers ? before(network, layer) : Optional.<LayerInfo>empty();
        synapses.ifPresent(s -> threshold.get().value().fill((float) found(network, execution, s)));
        log.accept(
            "threshold of %s: %s%s"
                .formatted(
                    layer.name(),
                    threshold.get().value().get(0),
                    synapses.isPresent() ? "" : ", as before"));
      }
    }
  }

  /** The learnable threshold of neurons that have one. */
  static Optional<Parameter> threshold(Network network, LayerInfo layer) {
    return layer.spiking()
        ? network.parameters(layer).stream().filter(p -> p.name().contains(THRESHOLD)).findFirst()
        : Optional.empty();
  }

  /** The synapses whose currents reach neurons straight. */
  private static Optional<LayerInfo> before(Network network, LayerInfo neurons) {
    var name = neurons.inputs().getFirst();
    return network.layers().stream()
        .filter(layer -> layer.name().equals(name) && layer.macs() > 0)
        .findFirst();
  }

  private double found(Network network, Execution execution, LayerInfo synapses) {
    boolean constant = synapses.inputs().getFirst().equals(LayerInfo.DATA);
    double largest = Double.NEGATIVE_INFINITY;
    var of = new Percentile(percentile);
    try (State state = network.newState(execution.batch())) {
      for (int t = 0; t < (constant ? 1 : steps); t++) {
        execution.forward(state);
        largest = Math.max(largest, of.of(execution.layerOutput(synapses)));
      }
    }
    return (largest > 0 ? largest : LEAST) * scaling;
  }
}
