package org.hillock.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  @TempDir private Path folder;

  @Test
  void learnsTheDigitsAndEndsWithOneObject() throws IOException, InterruptedException {
    var result = new Hillock(folder).run("demo", "--json");
    assertEquals(0, result.code(), result.err());

    var figures = result.last();
    assertTrue(figures.get("test_accuracy").asDouble() >= 0.96, figures::toString);
    assertTrue(figures.at("/firing_rate/mean").asDouble() > 0, figures::toString);
    assertTrue(figures.get("firing_rate").size() >= 3, "a rate for each spiking layer");
    assertTrue(figures.get("synaptic_operations").asDouble() > 0, figures::toString);
    assertTrue(figures.get("energy").size() >= 2, "at least two assumptions");
    for (var energy : figures.get("energy")) {
      assertTrue(energy.get("event_driven").asDouble() > 0, energy::toString);
      assertTrue(energy.get("dense").asDouble() > 0, energy::toString);
      assertTrue(!energy.get("assumption").asText().isEmpty(), energy::toString);
    }
    assertTrue(figures.get("wall_seconds").asDouble() > 0, figures::toString);
    assertTrue(figures.get("peak_memory_bytes").asLong() > 1 << 20, figures::toString);

    var report = Path.of(figures.get("report").asText());
    assertEquals(folder.toRealPath(), report.toRealPath().getParent());
    assertTrue(Files.readString(report).contains("<html"), "the report is a page");
    assertTrue(result.err().contains("epoch 1/"), "it was shown live: " + result.err());
  }
}
