package org.hillock.plugins.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.metric.Metric.Measurement;
import org.hillock.api.metric.Metric.Observation;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;

/** The activity of each layer, added up over batches. */
final class Totals {

  private final Network network;
  private final Map<LayerInfo, LayerTotal> layers = new LinkedHashMap<>();
  private long samples;

  private Totals(Network network) {
    this.network = network;
  }

  /** A measurement whose figures follow from the totals alone. */
  static Measurement measurement(Network network, Function<Totals, List<Figure>> figures) {
    var totals = new Totals(network);
    return new Measurement() {
      @Override
      public void add(Observation batch) {
        totals.add(batch);
      }

      @Override
      public List<Figure> figures() {
        return figures.apply(totals);
      }
    };
  }

  private void add(Observation batch) {
    int size = batch.labels().length;
    samples += size;
    for (var activity : batch.activity()) {
      layers
          .computeIfAbsent(activity.layer(), layer -> new LayerTotal(network, layer))
          .add(activity, size);
    }
  }

  /** One entry for each layer with activity, in the order of the network. */
  Collection<LayerTotal> layers() {
    return layers.values();
  }

  /** Those that have synapses. */
  List<LayerTotal> synapses() {
    return layers.values().stream().filter(LayerTotal::hasSynapses).toList();
  }

  /** How many samples were seen. */
  long samples() {
    return samples;
  }

  /** Spikes a neuron and time step, over all spiking layers; NaN without any. */
  double firingRate() {
    double spikes = layers.values().stream().mapToDouble(LayerTotal::spikes).sum();
    return spikes / layers.values().stream().mapToDouble(LayerTotal::updates).sum();
  }
}
