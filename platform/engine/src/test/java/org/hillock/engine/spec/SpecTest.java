package org.hillock.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.network.Reset;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.TestComponents;
import org.hillock.engine.component.TestComponents.Atan;
import org.hillock.engine.component.TestComponents.Lif;
import org.hillock.engine.component.TestComponents.Mirror;
import org.hillock.engine.network.Activations;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

class SpecTest {

  private static final String TEXT =
      """
      name: small
      seed: 7
      data: blobs
      encoder: {type: direct, steps: 3}
      network:
        - {type: dense, hidden-units: 5}
        - lif
        - {type: dense, hidden-units: 3}
      trainer: {type: bptt, epochs: 2, optimiser: {rate: 1e-2}}
      threads: 2
      budget: {minutes: 0.5}
      """;

  private static void refused(Runnable work, String... problems) {
    var thrown = assertThrows(SpecException.class, work::run);
    assertEquals(List.of(problems), thrown.problems().stream().map(Problem::toString).toList());
    assertEquals(ErrorCode.INVALID_ARGUMENT, thrown.code());
    for (var problem : problems) {
      assertTrue(thrown.getMessage().contains(problem), thrown::getMessage);
    }
  }

  private static void unbound(String text, String... problems) {
    refused(() -> Spec.parse(text).bind(TestComponents.catalogue()), problems);
  }

  private static void overridden(String place, String value, String problem) {
    refused(() -> Spec.parse(TEXT).withOverrides(Map.of(place, value)), problem);
  }

  @Test
  void bindsAnExperiment() {
    var spec = Spec.parse(TEXT);
    var experiment = spec.bind(TestComponents.catalogue());
    assertEquals("small", experiment.name());
    assertEquals(7, experiment.seed());
    assertEquals(2, experiment.threads());
    assertEquals(new Lif(2, 1, Reset.HARD, new Atan(3)), experiment.network().get(1));
    assertEquals(2, experiment.trainer().epochs());
    assertEquals(Optional.of(Duration.ofSeconds(30)), spec.budget());
    assertEquals(Activations.KEPT, experiment.activations());
  }

  @Test
  void bindsTheChoiceOfActivations() {
    var spec = Spec.parse(TEXT).withOverrides(Map.of("memory.checkpoint-activations", "true"));
    var experiment = spec.bind(TestComponents.catalogue());
    assertEquals(Activations.RECOMPUTED, experiment.activations());
    unbound(
        TEXT + "memory: little\n",
        "memory: expected a mapping such as {checkpoint-activations: true}, found the text"
            + " 'little'");
  }

  @Test
  void takesEveryMetricWithoutRequiredParametersByDefault() {
    var metrics = Spec.parse(TEXT).bind(TestComponents.catalogue()).metrics();
    assertEquals(List.of(new TestComponents.Accuracy()), metrics);
  }

  @Test
  void bindsAugmentationsInTheirOrder() {
    assertEquals(List.of(), Spec.parse(TEXT).bind(TestComponents.catalogue()).augmentations());
    var spec = Spec.parse(TEXT + "augment: [mirror, {type: mirror, p: 1}]\n");
    assertEquals(
        List.of(new Mirror(0.5), new Mirror(1)),
        spec.bind(TestComponents.catalogue()).augmentations());
    unbound(
        TEXT + "augment: [miror, {type: mirror, p: 2}]\n",
        "augment[0]: no augmentation is called 'miror'; did you mean mirror?",
        "augment[1].p: expected a number of at least 0 and of at most 1, found 2");
  }

  @Test
  void fallsBackToTheReferenceBackendOnlyWhereNoneIsAskedFor() {
    var experiment = Spec.parse(TEXT).bind(TestComponents.catalogue());
    assertEquals(new ReferenceBackend(), experiment.backend());
    assertTrue(experiment.backendIsDefault());
    unbound(TEXT + "backend: cpu\n", "backend: no backend is called 'cpu'; known: reference");
  }

  @Test
  void hashesWhatIsSaidNotHowItIsWritten() {
    var json =
        """
        {"budget": {"minutes": 0.50}, "threads": 2.0, "seed": 7, "data": "blobs", "name": "small",
        \t"trainer": {"epochs": 2, "optimiser": {"rate": 0.01}, "type": "bptt"},
        \t"network": [{"hiddenUnits": 5, "type": "dense"}, "lif",
        \t{"hidden_units": 3e0, "type": "dense"}],
        \t"encoder": {"steps": 3, "type": "direct"}}
        """;
    assertEquals(Spec.parse(TEXT).json(), Spec.parse(json).json());
    assertEquals(Spec.parse(TEXT).sha256(), Spec.parse(json).sha256());
    assertEquals(Spec.parse(TEXT), Spec.parse(Spec.parse(TEXT).json()));
    assertNotEquals(Spec.parse(TEXT).sha256(), Spec.parse(TEXT.replace("7", "8")).sha256());
  }

  @Test
  void overridesAnyPlace() {
    var changed =
        Spec.parse(TEXT)
            .withOverrides(
                Map.of(
                    "trainer.epochs", "3",
                    "network[1].tau", "4",
                    "network[1].surrogate.alpha", "9",
                    "network[2].hiddenUnits", "6",
                    "encoder", "{type: direct, steps: 1}",
                    "backend", "reference"));
    var same =
        TEXT.replace("epochs: 2", "epochs: 3")
            .replace("- lif", "- {type: lif, tau: 4, surrogate: {alpha: 9}}")
            .replace("hidden-units: 3", "hidden-units: 6")
            .replace("steps: 3", "steps: 1");
    assertEquals(Spec.parse(same + "backend: reference\n"), changed);
    assertEquals(
        new Lif(4, 1, Reset.HARD, new Atan(9)),
        changed.bind(TestComponents.catalogue()).network().get(1));
  }

  @Test
  void rejectsOverridesThatHaveNoPlace() {
    overridden("network[7].tau", "1", "network[7].tau: network has 3 elements, counted from 0");
    overridden("trainer[0]", "1", "trainer[0]: trainer is not a list");
    overridden("seed.high", "1", "seed.high: seed has no parts to set");
    overridden(
        "network[x]",
        "1",
        "network[x]: is no place in a spec; write trainer.epochs=3 or network[2].tau=4");
    overridden(
        "seed",
        "[1",
        "seed: '[1' is not a YAML value: line 1, column 3: expected ',' or ']', but got <stream"
            + " end>");
  }

  @Test
  void reportsEveryProblemAtOnceEachWithItsPath() {
    unbound(
        """
        sead: 3
        data: blbs
        encoder: {type: direct, steps: 0}
        network: [{type: dense, hidden-units: many}, {type: lif, taw: 1}]
        trainer: bptt
        threads: 0
        budget: {hours: 1}
        memory: {checkpoint-activation: true}
        """,
        "sead: there is no key 'sead'; did you mean seed?",
        "name: an experiment needs a name: text of 1 to 200 characters",
        "data: no dataset is called 'blbs'; did you mean blobs?",
        "encoder.steps: expected a whole number of at least 1, found 0",
        "network[0].hidden-units: expected a whole number of at least 1, found the text 'many'",
        "network[1].taw: lif has no parameter 'taw'; did you mean tau?",
        "trainer.epochs: bptt needs this parameter: a whole number of at least 1; epochs",
        "threads: expected a whole number from 1 to 4096, found 0",
        "budget.hours: there is no key 'hours'; known: minutes",
        "budget.minutes: expected a number above 0, found nothing",
        "memory.checkpoint-activation: there is no key 'checkpoint-activation'; did you mean"
            + " checkpoint-activations?",
        "memory.checkpoint-activations: expected true or false, found nothing");
  }

  @Test
  void saysWhichPartsAreMissing() {
    unbound(
        "name: empty",
        "data: is missing: a dataset; known: absent, blobs",
        "encoder: is missing: an encoder; known: direct",
        "network: a network is a list of at least one layer or neuron",
        "trainer: is missing: a trainer; known: around, bptt");
  }

  @Test
  void namesLineAndColumnOfASyntaxError() {
    refused(
        () -> Spec.parse("name: a\nseed: b: c"),
        "the spec is not YAML: line 2, column 8: mapping values are not allowed here");
  }

  @Test
  void rejectsWhatIsNoMapping() {
    refused(
        () -> Spec.parse("[1, 2]"),
        "a spec is a mapping with the keys name, seed, data, augment, encoder, network, trainer,"
            + " backend, metrics, report, export, threads, budget, memory");
  }

  @Test
  void rejectsATextBeyondTheLimit() {
    refused(
        () -> Spec.parse("#".repeat(Spec.MAX_CHARACTERS + 1)),
        "the spec has 1,048,577 characters; at most 1,048,576 are read");
  }

  @Test
  void rejectsAKeyInTwoSpellings() {
    refused(
        () -> Spec.parse("data: {type: csv, testShare: 1, test-share: 2}"),
        "data.test-share: is given twice, in two spellings");
  }
}
