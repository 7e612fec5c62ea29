package org.hillock.tests.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Plugin;
import org.hillock.bench.Bench;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentReader;
import org.hillock.plugins.cpu.CpuPlugin;
import org.hillock.plugins.delays.DelaysPlugin;
import org.hillock.plugins.layers.LayersPlugin;
import org.hillock.plugins.neurons.NeuronsPlugin;
import org.hillock.plugins.trainers.TrainersPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

  private static final double SECONDS = 0.01;

  private static Bench bench(int threads, Plugin... plugins) {
    var types = Stream.of(plugins).flatMap(plugin -> plugin.components().types().stream()).toList();
    return Bench.of(
        Catalogue.of(ComponentReader.read(types).components()), threads, SECONDS, Optional.empty());
  }

  private static Bench shipped(int threads) {
    return bench(
        threads,
        new CpuPlugin(),
        new DelaysPlugin(),
        new LayersPlugin(),
        new NeuronsPlugin(),
        new TrainersPlugin());
  }

  @Test
  void rowsHaveNamesOfTheirOwn() {
    try (var bench = shipped(2)) {
      assertEquals(bench.names().size(), new HashSet<>(bench.names()).size());
    }
  }

  @Test
  void withOneThreadNothingIsMeasuredTwiceAndNothingScales() {
    try (var bench = shipped(1)) {
      assertTrue(bench.names().stream().noneMatch(name -> name.startsWith("scaling")));
      assertTrue(bench.names().stream().noneMatch(name -> name.endsWith("t2")));
      assertEquals(bench.names().size(), new HashSet<>(bench.names()).size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemm/128x128x128/t2",
        "conv/4x4x512/forward/10%/t2",
        "neuron/adex-100x65536/forward/t1"
      })
  void aRowIsMeasuredWithItsBaselineOrSaysWhyThereIsNone(String name) {
    try (var bench = shipped(2)) {
      var figure = bench.measure(name);
      assertEquals(name, figure.name());
      assertTrue(figure.value() > 0 && figure.median() > 0, figure::toString);
      assertFalse(figure.against().isEmpty(), figure::toString);
      if (figure.baseline().isPresent()) {
        double quotient = figure.value() / figure.baseline().getAsDouble();
        double ratio = figure.unit().equals("ms") ? 1 / quotient : quotient;
        assertEquals(ratio, figure.ratio().getAsDouble(), 1e-9 * ratio);
        boolean met = ratio >= figure.target().getAsDouble();
        assertEquals(Optional.of(met), figure.met());
      } else {
        assertEquals(Optional.empty(), figure.met());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step/linear-512/check-loss",
        "step/linear-512/check-gradient",
        "step/140-256-256-20/check-loss",
        "step/140-256-256-20/check-gradient",
        "step/delays-140-256-256-20/check-gradient"
      })
  void checksDoNotDependOnThreads(String name) {
    try (var one = shipped(1);
        var two = shipped(2)) {
      double value = one.measure(name).value();
      assertTrue(value > 0 && Double.isFinite(value), name + " " + value);
      assertEquals(value, two.measure(name).value());
    }
  }

  @Test
  void anUnknownRowAndAMissingPluginAreNamed() {
    try (var bench = bench(1, new CpuPlugin())) {
      var unknown = assertThrows(HillockException.class, () -> bench.measure("gemm/7"));
      assertEquals(ErrorCode.NOT_FOUND, unknown.code());
      var missing =
          assertThrows(HillockException.class, () -> bench.measure("step/linear-512/check-loss"));
      assertEquals(ErrorCode.FAILED_PRECONDITION, missing.code());
      assertTrue(missing.getMessage().contains("linear"), missing.getMessage());
    }
    var threads = assertThrows(HillockException.class, () -> shipped(0));
    assertEquals(ErrorCode.INVALID_ARGUMENT, threads.code());
  }

  @Test
  void listsCoverEveryTarget() {
    try (var bench = shipped(2)) {
      for (var group : List.of("gemm", "scan", "event", "conv", "scaling", "neuron", "step")) {
        assertTrue(bench.names().stream().anyMatch(n -> n.startsWith(group + "/")), group);
      }
    }
  }
}
