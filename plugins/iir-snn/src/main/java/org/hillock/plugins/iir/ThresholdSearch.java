package org.hillock.plugins.iir;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
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
 * @param atOnce how many images the network sees at a time; without influence on what is found
 */
record ThresholdSearch(int steps, double percentile, double scaling, int layers, int atOnce) {

  private static final String THRESHOLD = ".threshold";

  /** Where no current is above 0. */
  private static final double LEAST = 0.1;

  /** Sets the thresholds by what a batch of images makes of them. */
  void run(Network network, Batch batch, Consumer<String> log) {
    try (var images = new SearchImages(network, batch, atOnce)) {
      run(network, images, log);
    }
  }

  private void run(Network network, SearchImages images, Consumer<String> log) {
    int number = 0;
    for (var layer : network.layers()) {
      var threshold = threshold(network, layer);
      if (threshold.isPresent()) {
        var synapses = number++ < layers ? before(network, layer) : Optional.<LayerInfo>empty();
        synapses.ifPresent(s -> threshold.get().value().fill((float) found(images, s)));
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

  private double found(SearchImages images, LayerInfo synapses) {
    boolean constant = synapses.readsData();
    var of = Stream.generate(() -> new Percentile(percentile)).limit(constant ? 1 : steps).toList();
    images.show(of.size(), (execution, t) -> of.get(t).count(execution.layerOutput(synapses)));
    int most = of.stream().mapToInt(Percentile::upper).max().orElseThrow();
    images.show(
        of.size(),
        (execution, t) -> {
          if (of.get(t).upper() == most) {
            of.get(t).countAgain(execution.layerOutput(synapses));
          }
        });
    double largest =
        of.stream()
            .filter(p -> p.upper() == most)
            .mapToDouble(Percentile::value)
            .max()
            .orElseThrow();
    return (largest > 0 ? largest : LEAST) * scaling;
  }
}
