package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hillock.proto.v1.Figure;
import org.hillock.proto.v1.Run;

/**
 * What a run that succeeded has yielded.
 *
 * @param run the run with its figures
 * @param result its {@code result.json}
 * @param report where its report lies, if it was fetched
 */
public record Outcome(Run run, JsonNode result, Optional<Path> report) {

  private static final String RATE = "firing_rate/";
  private static final String ENERGY = "energy/";
  private static final String DENSE = "energy_dense/";
  private static final String ARTIFICIAL = "energy_ann/";
  private static final String BREAK_EVEN = "break_even_rate/";

  /** The same with its report. */
  public Outcome withReport(Path file) {
    return new Outcome(run, result, Optional.of(file));
  }

  /** One object; figures that the run did not measure are absent. */
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    value("test_accuracy").ifPresent(v -> json.put("test_accuracy", v));
    json.put("split", split());
    var rates = json.putObject("firing_rate");
    value("firing_rate").ifPresent(v -> rates.put("mean", v));
    below(RATE).forEach((layer, figure) -> rates.put(layer, figure.getValue()));
    value("synaptic_operations").ifPresent(v -> json.put("synaptic_operations", v));
    value("dense_operations").ifPresent(v -> json.put("dense_operations", v));
    var energy = json.putObject("energy");
    below(ENERGY).forEach((name, figure) -> energy.set(name, energy(name, figure)));
    json.put("wall_seconds", result.path("wallSeconds").asDouble());
    json.put("peak_memory_bytes", result.path("peakMemoryBytes").asLong());
    json.put("checkpoint_sha256", result.path("checkpointSha256").asText());
    json.put("run", run.getName());
    report.ifPresent(file -> json.put("report", file.toString()));
    return json;
  }

  private ObjectNode energy(String name, Figure figure) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("event_driven", figure.getValue());
    value(DENSE + name).ifPresent(v -> json.put("dense", v));
    value(ARTIFICIAL + name).ifPresent(v -> json.put("ann", v));
    value(BREAK_EVEN + name).ifPresent(v -> json.put("break_even_rate", v));
    return json.put("unit", figure.getUnit()).put("assumption", figure.getAssumption());
  }

  /** The same in words. */
  public List<String> lines() {
    var facts = new Table();
    value("test_accuracy").ifPresent(v -> facts.row("test accuracy", Quantity.percent(v), split()));
    value("firing_rate")
        .ifPresent(
            v -> facts.row("firing rate", Quantity.decimal(v, 4), "spikes a neuron and time step"));
    below(RATE).forEach((layer, f) -> facts.row("  " + layer, Quantity.decimal(f.getValue(), 4)));
    value("synaptic_operations")
        .ifPresent(v -> facts.row("synaptic operations", Quantity.count(v), operations()));
    facts.row("wall time", Quantity.time(wall()), "training and evaluation");
    facts.row("peak memory", Quantity.bytes(result.path("peakMemoryBytes").asDouble()));
    var lines = new ArrayList<>(facts.lines());
    lines.addAll(energyLines());
    lines.add("checkpoint  sha256 " + result.path("checkpointSha256").asText());
    report.ifPresent(file -> lines.add("report      " + file));
    return lines;
  }

  private List<String> energyLines() {
    if (below(ENERGY).isEmpty()) {
      return List.of();
    }
    var table = new Table("energy of one inference", "this", "dense", "as an ANN", "equal at rate");
    var notes = new ArrayList<String>();
    below(ENERGY)
        .forEach(
            (name, figure) -> {
              table.row(
                  "  " + name,
                  amount(ENERGY + name),
                  amount(DENSE + name),
                  amount(ARTIFICIAL + name),
                  value(BREAK_EVEN + name).map(Outcome::rate).orElse("-"));
              notes.add("  " + name + ": " + figure.getAssumption());
            });
    var lines = new ArrayList<>(table.lines());
    lines.add(
        "  dense: nothing skipped; ANN: an artificial network of this architecture and precision;"
            + " equal at rate: the firing rate at which both cost the same");
    lines.addAll(notes);
    return lines;
  }

  /** Below 0 the neurons' updates alone cost more. */
  private static String rate(double value) {
    return value < 0 ? "never" : Quantity.decimal(value, 4);
  }

  private String amount(String name) {
    return figure(name)
        .map(f -> Quantity.si(f.getValue(), f.getUnit().replaceAll("/.*", "")))
        .orElse("-");
  }

  private String operations() {
    return "an inference"
        + value("dense_operations").map(v -> "; dense " + Quantity.count(v)).orElse("");
  }

  private Duration wall() {
    return Duration.ofMillis(Math.round(result.path("wallSeconds").asDouble() * 1000));
  }

  private String split() {
    return result.path("splitDescription").asText();
  }

  private Optional<Double> value(String name) {
    return figure(name).map(Figure::getValue);
  }

  private Optional<Figure> figure(String name) {
    return run.getFiguresList().stream().filter(f -> f.getName().equals(name)).findFirst();
  }

  /** Figures right below a name: not those of layers below them. */
  private Map<String, Figure> below(String prefix) {
    var found = new TreeMap<String, Figure>();
    run.getFiguresList().stream()
        .filter(f -> f.getName().startsWith(prefix))
        .filter(f -> f.getName().indexOf('/', prefix.length()) < 0)
        .forEach(f -> found.put(f.getName().substring(prefix.length()), f));
    return found;
  }
}
