package org.hillock.engine.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;

/** Spikes a neuron and time step, collected over batches. */
final class FiringRates {

  private record Count(long spikes, long elements) {
    Count plus(LayerActivity a) {
      return new Count(spikes + a.outputNonZero(), elements + a.outputElements());
    }

    Count plus(Count other) {
      return new Count(spikes + other.spikes, elements + other.elements);
    }

    double rate() {
      return (double) spikes / elements;
    }
  }

  private static final Count NONE = new Count(0, 0);

  private final Map<String, Count> layers = new LinkedHashMap<>();

  FiringRates add(List<LayerActivity> activity) {
    for (var a : activity) {
      if (a.layer().spiking()) {
        layers.put(a.layer().name(), layers.getOrDefault(a.layer().name(), NONE).plus(a));
      }
    }
    return this;
  }

  /** Over all spiking layers; NaN without any. */
  double overall() {
    return layers.values().stream().reduce(NONE, Count::plus).rate();
  }

  /** NaN for a layer that does not spike. */
  double of(LayerInfo layer) {
    return layers.getOrDefault(layer.name(), NONE).rate();
  }

  Map<String, Double> all() {
    var rates = new LinkedHashMap<String, Double>();
    layers.forEach((name, count) -> rates.put(name, count.rate()));
    return rates;
  }
}
