package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Optional;
import org.hillock.testkit.ScanPrograms;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

  @Test
  void comparesWithOpenBlasOrSaysThatThereIsNone() {
    var lines = new ArrayList<String>();
    new Benchmarks(0.01, lines::add).gemmBesideOpenBlas(1, 30, 20, 10);
    assertTrue(
        lines.getFirst().contains(OpenBlas.installed() ? "\"ratio\":" : "is not installed"),
        lines.getFirst());
  }

  @Test
  void reportsALineOfJsonForEachMeasurement() throws Exception {
    var lines = new ArrayList<String>();
    var benchmarks = new Benchmarks(0.01, lines::add);
    benchmarks.gemm(2, 30, 20, 10, Optional.empty());
    benchmarks.gemm(1, true, true, 30, 20, 10);
    benchmarks.scan(ScanPrograms.everything(), 2, 3, 500, true);
    benchmarks.reductions(1, 100, 20);
    var beside = new ScanBenchmarks(0.01, lines::add);
    beside.besideTriad(2, 2, 65_536);
    Hand.all().forEach(hand -> beside.besideHand(hand, 2, 64));
    benchmarks.convolution(2, 2, 5, 16, 1);
    benchmarks.eventConvolution(2, 2, 6, 64, 0.1);
    benchmarks.spikes(2, 0.1, 300, 100, 80);
    assertEquals(13, lines.size());
    for (var line : lines) {
      assertTrue(line.matches("\\{\"benchmark\":\"\\w+\",.*:\\d+\\.\\d+}"), line);
    }
    assertTrue(lines.get(2).contains("\"ratio\":"), lines.get(2));
  }
}
