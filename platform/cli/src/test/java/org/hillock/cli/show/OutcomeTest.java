package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.proto.v1.Figure;
import org.hillock.proto.v1.Run;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final String RESULT =
      """
      {"wallSeconds": 12.5, "peakMemoryBytes": 536870912, "splitDescription": "held-out fifth",
       "checkpointSha256": "ab"}\
      """;

  private static Outcome outcome(Figure... figures) {
    var run = Run.newBuilder().setName("runs/r1").addAllFigures(List.of(figures)).build();
    var result = Json.read(RESULT.getBytes(StandardCharsets.UTF_8));
    return new Outcome(run, result, Optional.of(Path.of("report.html")));
  }

  private static Figure figure(String name, double value, String unit, String assumption) {
    return Figure.newBuilder()
        .setName(name)
        .setValue(value)
        .setUnit(unit)
        .setAssumption(assumption)
        .build();
  }

  private static final Outcome FULL =
      outcome(
          figure("test_accuracy", 0.972, "", ""),
          figure("firing_rate", 0.1, "", ""),
          figure("firing_rate/2.lif", 0.2, "", ""),
          figure("synaptic_operations", 12345, "operations/inference", ""),
          figure("dense_operations", 98304, "operations/inference", ""),
          figure("energy/chip", 1.2e-8, "J/inference", "as if"),
          figure("energy_dense/chip", 4e-7, "J/inference", "as if"));

  @Test
  void jsonHasEveryFigureUnderItsKey() {
    var json = FULL.json();
    assertEquals(0.972, json.get("test_accuracy").asDouble());
    assertEquals(0.1, json.at("/firing_rate/mean").asDouble());
    assertEquals(0.2, json.get("firing_rate").get("2.lif").asDouble());
    assertEquals(12345, json.get("synaptic_operations").asDouble());
    assertEquals(1.2e-8, json.at("/energy/chip/event_driven").asDouble());
    assertEquals(4e-7, json.at("/energy/chip/dense").asDouble());
    assertEquals("as if", json.at("/energy/chip/assumption").asText());
    assertEquals(12.5, json.get("wall_seconds").asDouble());
    assertEquals(536870912, json.get("peak_memory_bytes").asLong());
    assertEquals("report.html", json.get("report").asText());
  }

  @Test
  void whatWasNotMeasuredIsNotMadeUp() {
    var json = outcome().json();
    assertFalse(json.has("test_accuracy"));
    assertFalse(json.has("synaptic_operations"));
    assertTrue(json.get("energy").isEmpty());
  }

  @Test
  void wordsHaveTheAccuracyWithItsSplitAndEnergyBesideTheDenseCost() {
    var text = String.join("\n", FULL.lines());
    assertTrue(text.matches("(?s).*test accuracy +97\\.2 % +held-out fifth.*"), text);
    assertTrue(text.matches("(?s).*chip +12\\.0 nJ +400 nJ +- +-\n.*"), text);
    assertTrue(text.contains("chip: as if"), text);
    assertTrue(
        text.matches("(?s).*synaptic operations +12,345 +an inference; dense 98,304.*"), text);
  }

  @Test
  void anEnergyThatNoFiringRateBringsDownToTheArtificialNetworksIsNeverEqual() {
    var dear = outcome(figure("energy/a", 2, "J", ""), figure("break_even_rate/a", -0.1, "", ""));
    assertTrue(String.join("\n", dear.lines()).contains("never"), dear.lines()::toString);
    var equal = outcome(figure("energy/a", 2, "J", ""), figure("break_even_rate/a", 0.1, "", ""));
    assertTrue(String.join("\n", equal.lines()).contains("0.1000"), equal.lines()::toString);
  }
}
