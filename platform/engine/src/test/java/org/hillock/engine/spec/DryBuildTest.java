package org.hillock.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.component.TestComponents;
import org.hillock.engine.network.Networks;
import org.junit.jupiter.api.Test;

class DryBuildTest {

  private static final Spec SPEC =
      Spec.parse(
          """
          name: small
          data: blobs
          encoder: direct
          network: [{type: dense, hidden-units: 5}, lif, {type: dense, hidden-units: 3}]
          trainer: {type: bptt, epochs: 1}
          """);

  private static Networks.Outline check(Map<String, String> changes) {
    var experiment = SPEC.withOverrides(changes).bind(TestComponents.catalogue());
    return DryBuild.check(experiment, Path.of("no-store"));
  }

  private static void refused(String place, String value, ErrorCode code, String message) {
    var thrown = assertThrows(SpecException.class, () -> check(Map.of(place, value)));
    assertEquals(message, thrown.getMessage());
    assertEquals(code, thrown.code());
  }

  @Test
  void tellsWhatTheNetworkWouldBe() {
    var outline = check(Map.of());
    assertEquals(Shape.of(3), outline.output());
    assertEquals(3, outline.layers().size());
  }

  @Test
  void findsShapesThatDoNotFitBetweenLayers() {
    refused(
        "data",
        "{type: blobs, rows: 4}",
        ErrorCode.SHAPE_MISMATCH,
        "network[0]: dense: dense takes flat features, got 4×8");
  }

  @Test
  void refusesPartsThatTheDataDoNotHave() {
    refused(
        "network[0].input",
        "data.sound",
        ErrorCode.SHAPE_MISMATCH,
        "network[0]: dense: the data have no part 'sound'; there is none");
    refused(
        "encoder",
        "{sound: direct}",
        ErrorCode.SHAPE_MISMATCH,
        "encoder: the data have no part 'sound'; there is none");
    refused(
        "augment",
        "{sound: [mirror]}",
        ErrorCode.SHAPE_MISMATCH,
        "augment[0]: the data have no part 'sound'; there is none");
  }

  @Test
  void triesAugmentationsOnTheShapeOfTheSamples() {
    var augmented = Map.of("augment", "[{type: mirror, p: 1}, mirror]");
    assertEquals(Shape.of(3), check(augmented).output());
    var changes = new TreeMap<>(augmented);
    changes.put("data", "{type: blobs, rows: 4}");
    var thrown = assertThrows(SpecException.class, () -> check(changes));
    assertEquals("augment[0]: mirror takes flat features, got 4×8", thrown.getMessage());
    assertEquals(ErrorCode.SHAPE_MISMATCH, thrown.code());
  }

  @Test
  void findsAnOutputThatDoesNotFitTheClasses() {
    refused(
        "network[2].hidden-units",
        "4",
        ErrorCode.SHAPE_MISMATCH,
        "network[2]: the network's output has 4 features; the data has 3 classes, so it must have"
            + " 3");
  }

  @Test
  void namesTheTrainerThatRefusesTheNetworks() {
    var refusal = "needs a step for each of 99 epochs";
    refused("trainer.epochs", "99", ErrorCode.INVALID_ARGUMENT, "trainer: " + refusal);
    refused(
        "trainer",
        "{type: around, trainer: {type: around, trainer: {type: bptt, epochs: 99}}}",
        ErrorCode.INVALID_ARGUMENT,
        "trainer.trainer.trainer: " + refusal);
    refused(
        "trainer",
        "{type: around, trainer: {type: bptt, epochs: 0}}",
        ErrorCode.INVALID_ARGUMENT,
        "trainer.trainer.epochs: expected a whole number of at least 1, found 0");
  }

  @Test
  void findsDataThatIsNotInstalled() {
    refused(
        "data",
        "absent",
        ErrorCode.DATA_UNAVAILABLE,
        "data: absent is not installed; run: hillock data install absent");
  }
}
