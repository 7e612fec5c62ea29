package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.Exhibit.Chart;
import org.hillock.api.result.Exhibit.Series;
import org.hillock.api.result.Exhibit.Style;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;

/** Where an inference's work and energy go, layer by layer. */
@Component(
    id = "cost",
    doc =
        "Operations and energy of one inference, layer by layer, beside those of an artificial"
            + " network of the same architecture, under every assumption of the metric energy; and"
            + " the firing rate at which both cost the same.")
public record Cost() implements ReportSection {

  @Override
  public Recording begin(Network network) {
    return Cost::section;
  }

  private static Section section(TrainedNetwork trained) {
    var values = new LinkedHashMap<String, Double>();
    for (Figure figure : trained.figures()) {
      values.put(figure.name(), figure.value());
    }
    var layers = trained.network().layers();
    var exhibits = new ArrayList<Exhibit>();
    if (values.containsKey("synaptic_operations")) {
      exhibits.add(operations(layers, values));
    }
    var models = EnergyModel.ALL.stream().filter(m -> values.containsKey("energy/" + m.key()));
    models.forEach(model -> exhibits.add(energy(layers, values, model)));
    if (!exhibits.isEmpty() && exhibits.size() > 1) {
      exhibits.add(totals(values));
    }
    return new Section(
        "Cost by layer",
        "Of one inference, all its time steps together; layers are numbered as in the table of"
            + " layers. The assumptions stand with the figures.",
        exhibits);
  }

  private static Exhibit operations(List<LayerInfo> layers, Map<String, Double> values) {
    var rows = new ArrayList<List<String>>();
    for (var layer : layers) {
      var operations = values.get("synaptic_operations/" + layer.name());
      if (operations != null || layer.spiking()) {
        rows.add(
            List.of(
                layer.name(),
                text("%.4f", values.get("firing_rate/" + layer.name())),
                text("%.4f", values.get("activation_sparsity/" + layer.name())),
                text("%,.0f", operations),
                text("%,.0f", values.get("membrane_updates/" + layer.name()))));
      }
    }
    return new Exhibit.Table(
        "Operations",
        List.of(
            "layer",
            "firing rate",
            "activation sparsity",
            "synaptic operations",
            "membrane updates"),
        rows);
  }

  /** Below 0 the neurons' updates alone cost more than the artificial network. */
  private static String rate(Double value) {
    return value != null && value < 0 ? "never" : text("%.4f", value);
  }

  private static String text(String format, Double value) {
    return value == null ? "" : format.formatted(value);
  }

  private static Exhibit energy(
      List<LayerInfo> layers, Map<String, Double> values, EnergyModel model) {
    var place = new double[layers.size()];
    var spiking = new double[layers.size()];
    var artificial = new double[layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      place[i] = i;
      var of = model.key() + "/" + layers.get(i).name();
      spiking[i] = values.getOrDefault("energy/" + of, 0.0);
      artificial[i] = values.getOrDefault("energy_ann/" + of, 0.0);
    }
    return new Chart(
        "energy, " + model.key(),
        Style.BARS,
        "layer",
        "J/inference",
        List.of(
            new Series("this network", place, spiking),
            new Series("artificial network", place.clone(), artificial)));
  }

  private static Exhibit totals(Map<String, Double> values) {
    var rows = new ArrayList<List<String>>();
    for (var model : EnergyModel.ALL) {
      rows.add(
          List.of(
              model.key(),
              text("%.4g J", values.get("energy/" + model.key())),
              text("%.4g J", values.get("energy_ann/" + model.key())),
              rate(values.get("break_even_rate/" + model.key())),
              text("%.4f", values.get("firing_rate"))));
    }
    return new Exhibit.Table(
        "Against an artificial network of the same architecture",
        List.of("assumption", "energy", "artificial", "equal at a firing rate of", "firing rate"),
        rows);
  }
}
