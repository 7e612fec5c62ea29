package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** The share of activations that are zero, as NeuroBench defines it. */
@Component(
    id = "activation-sparsity",
    doc =
        "The share of activations that are zero, over time steps and samples, from 0 to 1: of each"
            + " spiking layer or activation function (activation_sparsity/<layer>) and over all of"
            + " them (activation_sparsity).",
    cites = NeuroBench.CITATION)
public record ActivationSparsity() implements Metric {

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(network, ActivationSparsity::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    double silent = 0;
    double all = 0;
    for (var layer : totals.layers()) {
      if (layer.isActivation()) {
        figures.add(
            figure("activation_sparsity/" + layer.name(), layer.silentOutputs(), layer.outputs()));
        silent += layer.silentOutputs();
        all += layer.outputs();
      }
    }
    if (all > 0) {
      figures.add(figure("activation_sparsity", silent, all));
    }
    return figures;
  }

  private static Figure figure(String name, double silent, double all) {
    return new Figure(name, silent / all, "", "");
  }
}
