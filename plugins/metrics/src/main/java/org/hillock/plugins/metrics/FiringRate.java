package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** Spikes per neuron and time step, of each spiking layer and of all together. */
@Component(
    id = "firing-rate",
    doc =
        "How often neurons spike: spikes per neuron and time step, from 0 to 1, of each spiking"
            + " layer (firing_rate/<layer>) and over all spiking neurons (firing_rate).")
public record FiringRate() implements Metric {

  /** The unit of a firing rate. */
  static final String UNIT = "spikes/neuron/step";

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(network, FiringRate::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    for (var layer : totals.layers()) {
      if (layer.info().spiking()) {
        double rate = layer.spikes() / layer.updates();
        figures.add(new Figure("firing_rate/" + layer.name(), rate, UNIT, ""));
      }
    }
    if (!figures.isEmpty()) {
      figures.add(new Figure("firing_rate", totals.firingRate(), UNIT, ""));
    }
    return figures;
  }
}
