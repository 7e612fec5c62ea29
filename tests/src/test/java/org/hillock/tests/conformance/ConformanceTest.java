package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hillock.api.backend.Device;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/**
 * Every layer, and every neuron with every surrogate and reset, on every backend. The page shows
 * what is checked and how well it holds; {@code -Dpage.accept} rewrites it.
 */
class ConformanceTest {

  private static final Path PAGE = Path.of("..", "docs", "conformance.md");
  private static final String TABLES =
      """
      ## Layers

      %s
      ## Neurons

      %s
      ## Surrogates

      %s
      ## Left out

      %s\
      """;

  /** Checks one of the cases on a reference device and the others. */
  @FunctionalInterface
  private interface Check<C> {
    Map<String, Deviation> run(C one, Device reference, Map<String, Device> devices);
  }

  @Test
  void everyGradientIsRightOnEveryBackend() throws IOException {
    var layers = all(LayerCases.all(), LayerCases.Case::name, Layers::check);
    var named = new LinkedHashMap<String, Map<String, Deviation>>();
    layers.forEach((one, found) -> named.put(one.name(), found));
    var results = new Results(named, all(Neurons.cases(), Neurons.Case::neuron, Neurons::check));
    assertEquals(List.of(), results.failures());
    var tables =
        TABLES.formatted(
            results.layerTable(),
            results.neuronTable(),
            results.surrogateTable(),
            results.leftOut());
    var page = Files.readString(PAGE);
    var text = page.substring(0, Math.max(0, page.indexOf("## Layers")));
    if (System.getProperty("page.accept") != null) {
      Files.writeString(PAGE, text + tables);
    }
    assertEquals(
        Results.structure(text + tables),
        Results.structure(Files.readString(PAGE)),
        "run again with -Dpage.accept and read the page");
  }

  /** Runs cases, those of a group one after the other on devices of their own. */
  private static <C> Map<C, Map<String, Deviation>> all(
      List<C> cases, Function<C, String> group, Check<C> check) {
    var results = Collections.synchronizedMap(new LinkedHashMap<C, Map<String, Deviation>>());
    cases.forEach(one -> results.put(one, Map.of()));
    cases.stream().collect(Collectors.groupingBy(group)).values().parallelStream()
        .forEach(
            part -> {
              var devices = Parts.devices(1, Parts.backends());
              try (var reference = new ReferenceBackend().open(1)) {
                part.forEach(one -> results.put(one, check.run(one, reference, devices)));
              } finally {
                devices.values().forEach(Device::close);
              }
            });
    return results;
  }
}
