package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** The energy of one inference, estimated under several assumptions side by side. */
@Component(
    id = "energy",
    doc =
        "Estimated energy of one inference, all its time steps together, under several assumptions"
            + " (energy/<assumption>), and under each the cost of the same network computed densely"
            + " in every time step (energy_dense/<assumption>) and in a single one, as an"
            + " artificial network of that shape would be (energy_single_pass/<assumption>). Totals"
            + " of different assumptions cannot be compared with each other.",
    cites = {
      "Horowitz, M. (2014). Computing's energy problem (and what we can do about it). ISSCC 2014.",
      "Davies, M., et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning."
          + " IEEE Micro 38.",
      "Applied Brain Research (2020). KerasSpiking, energy model."
    })
public record Energy() implements Metric {

  private static final String UNIT = "J/inference";

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(Energy::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    if (totals.layers().stream().noneMatch(LayerTotal::hasSynapses)) {
      return figures;
    }
    for (var model : EnergyModel.values()) {
      double sparse = totals.layers().stream().mapToDouble(model::of).sum();
      double dense = totals.layers().stream().mapToDouble(model::dense).sum();
      double single = totals.layers().stream().mapToDouble(l -> model.dense(l) / l.steps()).sum();
      figures.add(figure("energy", model, sparse / totals.samples()));
      figures.add(figure("energy_dense", model, dense / totals.samples()));
      figures.add(figure("energy_single_pass", model, single));
    }
    return figures;
  }

  private static Figure figure(String name, EnergyModel model, double joules) {
    return new Figure(name + "/" + model.key(), joules, UNIT, model.assumption());
  }
}
