package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found.
 *
 * @param layers by layer, then by what it was compared with
 * @param neurons by combination, then by what it was compared with
 */
record Results(
    Map<String, Map<String, Deviation>> layers, Map<Neurons.Case, Map<String, Deviation>> neurons) {

  private static final String NOT_RUN = "not run";
  private static final String LEFT_OUT =
      """
      %,d central differences were left out, for a slope jumps between their ends. Of %,d points \
      where results were compared %,d had been drawn anew, for rounding could have decided \
      something there: a kink or threshold lay too near.
      """;

  /** What does not hold, and what was not event-driven although it should have been. */
  List<String> failures() {
    var failures = new ArrayList<String>();
    for (var name : LayerCases.EVENT_DRIVEN) {
      layers
          .get(name)
          .forEach(
              (check, deviation) -> {
                if (check.endsWith(Layers.SPIKES) && deviation.isEmpty()) {
                  failures.add("%s: %s: was not event-driven".formatted(name, check));
                }
              });
    }
    layers.forEach((name, found) -> failures(name, found, failures));
    neurons.forEach((name, found) -> failures(name.toString(), found, failures));
    return failures;
  }

  private static void failures(String name, Map<String, Deviation> found, List<String> to) {
    found.forEach(
        (check, deviation) -> {
          if (!deviation.isEmpty() && !deviation.holds()) {
            to.add("%s: %s: %s".formatted(name, check, deviation));
          }
        });
  }

  String layerTable() {
    var checks = new ArrayList<>(List.of(Neurons.DIFFERENCES));
    for (var backend : Parts.backends()) {
      checks.addAll(List.of(backend + Layers.DIFFERENCES, backend, backend + Layers.SPIKES));
    }
    var text = new StringBuilder(head(List.of("layer"), checks));
    layers.forEach((name, found) -> text.append(row(List.of("`" + name + "`"), checks, found)));
    return text.toString();
  }

  String neuronTable() {
    return neuronTable(
        List.of("neuron", "reset", "surrogates"),
        one -> List.of(one.neuron(), one.reset()),
        Neurons.Case::surrogate);
  }

  String surrogateTable() {
    return neuronTable(
        List.of("surrogate", "neurons"), one -> List.of(one.surrogate()), Neurons.Case::neuron);
  }

  /** What was not compared. */
  String leftOut() {
    var all =
        Stream.concat(layers.values().stream(), neurons.values().stream())
            .flatMap(found -> found.values().stream())
            .reduce(new Deviation(), Deviation::plus);
    return LEFT_OUT.formatted(all.leftOut(), all.points(), all.redrawn());
  }

  /** A table with the worst of each group of combinations. */
  private String neuronTable(
      List<String> titles,
      Function<Neurons.Case, List<String>> key,
      Function<Neurons.Case, String> counted) {
    var checks = new ArrayList<>(List.of(Neurons.DIFFERENCES));
    checks.addAll(Parts.backends());
    var groups =
        neurons.keySet().stream()
            .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    var text = new StringBuilder(head(titles, checks));
    groups.forEach(
        (names, cases) -> {
          var worst = new LinkedHashMap<String, Deviation>();
          cases.forEach(
              one -> neurons.get(one).forEach((c, d) -> worst.merge(c, d, Deviation::plus)));
          var cells =
              new ArrayList<>(names.stream().map(n -> n.isEmpty() ? "" : "`" + n + "`").toList());
          var others = cases.stream().map(counted).collect(Collectors.toCollection(TreeSet::new));
          others.remove("");
          cells.add(Integer.toString(others.size()));
          text.append(row(cells, checks, worst));
        });
    return text.toString();
  }

  private static String head(List<String> titles, List<String> checks) {
    var all = new ArrayList<>(titles);
    all.addAll(checks);
    return line(all) + line(all.stream().map(title -> "---").toList());
  }

  private static String row(List<String> names, List<String> checks, Map<String, Deviation> found) {
    var cells = new ArrayList<>(names);
    for (var check : checks) {
      var deviation = found.get(check);
      cells.add(deviation == null ? NOT_RUN : deviation.isEmpty() ? "" : deviation.magnitude());
    }
    return line(cells);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** A page without what may differ from machine to machine: magnitudes, and what does not run. */
  static String structure(String page) {
    return page.replaceAll("(?m)^[\\d,]+ central differences were left out.*", "# left out")
        .replaceAll("\\| (1e-?\\d+|same||" + NOT_RUN + ") (?=\\|)", "| # ");
  }
}
