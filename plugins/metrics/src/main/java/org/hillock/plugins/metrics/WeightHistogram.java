package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.Component;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;

/** How training moved the weights of each layer with synapses. */
@Component(
    id = "weights",
    doc = "Histograms of the weights of each layer with synapses, before and after training.")
public record WeightHistogram() implements ReportSection {

  @Override
  public Recording begin(Network network) {
    var before = new LinkedHashMap<String, Histogram>();
    weights(network).forEach((layer, weight) -> before.put(layer, Histogram.of(weight.value())));
    return trained -> section(before, trained);
  }

  private static Section section(Map<String, Histogram> before, TrainedNetwork trained) {
    var charts = new ArrayList<Exhibit>();
    weights(trained.network())
        .forEach(
            (layer, weight) -> {
              var first = before.get(layer);
              var last = Histogram.of(weight.value());
              charts.add(
                  new Exhibit.Chart(
                      layer + ": " + weight.value().size() + " weights",
                      Exhibit.Style.BARS,
                      "weight",
                      "weights",
                      List.of(
                          first.like(last).series("before training"),
                          last.like(first).series("after training"))));
            });
    return new Section("Weights", "", charts);
  }

  /** The first parameter of each layer with synapses. */
  private static Map<String, Parameter> weights(Network network) {
    var weights = new LinkedHashMap<String, Parameter>();
    for (var layer : network.layers()) {
      var parameters = network.parameters(layer);
      if (layer.macs() > 0 && !parameters.isEmpty()) {
        weights.put(layer.name(), parameters.getFirst());
      }
    }
    return weights;
  }
}
