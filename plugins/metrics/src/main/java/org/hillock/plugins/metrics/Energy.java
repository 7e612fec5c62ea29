package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** The energy of one inference, estimated under several assumptions side by side. */
@Component(
    id = "energy",
    doc =
        "Estimated energy of one inference, all its time steps together, under several assumptions"
            + " (energy/<assumption>), and under each the cost of the same network computed densely"
            + " in every time step (energy_dense/<assumption>) and of an artificial network of the"
            + " same architecture and precision (energy_ann/<assumption>); the first and the last"
            + " of each layer, too. break_even_rate/<assumption> is the mean firing rate at which"
            + " both cost the same, all layers firing more or less in proportion: below zero if the"
            + " artificial network is cheaper however little fires. Totals of different assumptions"
            + " cannot be compared with each other.",
    cites = {
      Horowitz.CITATION,
      "Davies, M., et al. (2018). Loihi: a neuromorphic manycore processor with on-chip learning."
          + " IEEE Micro 38.",
      "Applied Brain Research (2020). KerasSpiking, energy model.",
      "Lemaire, E., Cordone, L., Castagnetti, A., Novac, P.-E., Courtois, J., Miramond, B. (2022)."
          + " An analytical estimation of spiking neural networks energy efficiency. ICONIP 2022."
    })
public record Energy() implements Metric {

  private static final String UNIT = "J/inference";

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(network, Energy::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    if (totals.synapses().isEmpty()) {
      return figures;
    }
    for (var model : EnergyModel.ALL) {
      add(figures, totals, "energy", model, model::of);
      add(figures, totals, "energy_ann", model, model::artificial);
      figures.add(total("energy_dense", totals, model, model::dense));
      double rate = breakEven(totals, model);
      if (Double.isFinite(rate)) {
        figures.add(
            new Figure(
                "break_even_rate/" + model.key(), rate, FiringRate.UNIT, model.assumption()));
      }
    }
    return figures;
  }

  private static void add(
      List<Figure> figures,
      Totals totals,
      String name,
      EnergyModel model,
      ToDoubleFunction<LayerTotal> cost) {
    figures.add(total(name, totals, model, cost));
    for (var layer : totals.layers()) {
      double joules = cost.applyAsDouble(layer) / totals.samples();
      if (joules > 0) {
        var place = "%s/%s/%s".formatted(name, model.key(), layer.name());
        figures.add(new Figure(place, joules, UNIT, model.assumption()));
      }
    }
  }

  private static Figure total(
      String name, Totals totals, EnergyModel model, ToDoubleFunction<LayerTotal> cost) {
    double joules = totals.layers().stream().mapToDouble(cost).sum() / totals.samples();
    return new Figure(name + "/" + model.key(), joules, UNIT, model.assumption());
  }

  /** Not finite if nothing depends on how much fires. */
  private static double breakEven(Totals totals, EnergyModel model) {
    if (!model.skipsZeros()) {
      return Double.NaN;
    }
    double spikes = 0;
    double fixed = 0;
    double artificial = 0;
    for (var layer : totals.layers()) {
      fixed += model.standing(layer);
      artificial += model.artificial(layer);
      if (layer.info().readsData()) {
        fixed += model.arriving(layer);
      } else {
        spikes += model.arriving(layer);
      }
    }
    return totals.firingRate() * (artificial - fixed) / spikes;
  }
}
