package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hillock.proto.v1.Figure;
import org.hillock.proto.v1.Run;

/**
 * What each layer of a run's network did and cost, as text.
 *
 * @param run the run with its figures
 * @param result its {@code result.json}
 */
public record CostTable(Run run, JsonNode result) {

  private static final String ENERGY = "energy/";
  private static final String ARTIFICIAL = "energy_ann/";

  /** Operations of all layers, then their energy under each assumption. */
  public List<String> lines() {
    var figures = new LinkedHashMap<String, Figure>();
    run.getFiguresList().forEach(figure -> figures.put(figure.getName(), figure));
    var lines = new ArrayList<>(operations(figures));
    for (var assumption : assumptions()) {
      lines.add("");
      lines.addAll(energy(figures, assumption));
    }
    return lines;
  }

  private List<String> operations(Map<String, Figure> figures) {
    var table =
        new Table(
            "layer",
            "output",
            "parameters",
            "MACs a step",
            "firing rate",
            "sparsity",
            "operations",
            "membrane updates");
    for (var layer : result.path("layers")) {
      var name = layer.path("name").asText();
      table.row(
          name,
          shape(layer.path("outputShape")),
          Quantity.count(layer.path("parameters").asDouble()),
          Quantity.count(layer.path("macs").asDouble()),
          decimal(figures, "firing_rate/" + name),
          decimal(figures, "activation_sparsity/" + name),
          count(figures, "synaptic_operations/" + name),
          count(figures, "membrane_updates/" + name));
    }
    return table.lines();
  }

  private List<String> energy(Map<String, Figure> figures, String assumption) {
    var table = new Table("energy, " + assumption, "this", "as an ANN");
    for (var layer : result.path("layers")) {
      var place = assumption + "/" + layer.path("name").asText();
      var cost = joules(figures, ENERGY + place);
      var artificial = joules(figures, ARTIFICIAL + place);
      if (cost.isPresent() || artificial.isPresent()) {
        table.row("  " + layer.path("name").asText(), cost.orElse("-"), artificial.orElse("-"));
      }
    }
    table.row(
        "  in all",
        joules(figures, ENERGY + assumption).orElse("-"),
        joules(figures, ARTIFICIAL + assumption).orElse("-"));
    return table.lines();
  }

  private Set<String> assumptions() {
    var names = new LinkedHashSet<String>();
    for (var figure : run.getFiguresList()) {
      var name = figure.getName();
      if (name.startsWith(ENERGY)) {
        names.add(name.substring(ENERGY.length()).replaceFirst("/.*", ""));
      }
    }
    return names;
  }

  private static String shape(JsonNode dims) {
    var parts = new ArrayList<String>();
    dims.forEach(dim -> parts.add(dim.asText()));
    return String.join("×", parts);
  }

  private static String decimal(Map<String, Figure> figures, String name) {
    return value(figures, name).map(v -> Quantity.decimal(v, 4)).orElse("");
  }

  private static String count(Map<String, Figure> figures, String name) {
    return value(figures, name).map(Quantity::count).orElse("");
  }

  private static Optional<String> joules(Map<String, Figure> figures, String name) {
    return value(figures, name).map(v -> Quantity.si(v, "J"));
  }

  private static Optional<Double> value(Map<String, Figure> figures, String name) {
    return Optional.ofNullable(figures.get(name)).map(Figure::getValue);
  }
}
