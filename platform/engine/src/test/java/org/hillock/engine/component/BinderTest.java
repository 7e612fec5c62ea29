package org.hillock.engine.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Reset;
import org.hillock.engine.component.TestComponents.Atan;
import org.hillock.engine.component.TestComponents.Dense;
import org.hillock.engine.component.TestComponents.Lif;
import org.hillock.engine.component.TestComponents.Named;
import org.hillock.engine.component.TestComponents.Stack;
import org.junit.jupiter.api.Test;

class BinderTest {

  private final Binder binder = new Binder(TestComponents.catalogue());

  private Optional<Layer> bind(String yaml) {
    return binder.bind(Layer.class, Yaml.read(yaml), "network[2]");
  }

  private void refused(String yaml, String... problems) {
    assertTrue(bind(yaml).isEmpty());
    assertEquals(List.of(problems), binder.problems().stream().map(Problem::toString).toList());
  }

  private void bound(Layer expected, String yaml) {
    assertEquals(Optional.of(expected), bind(yaml), () -> binder.problems().toString());
  }

  @Test
  void bindsAComponentByItsNameWithAllDefaults() {
    bound(new Lif(2, 1, Reset.HARD, new Atan(3)), "lif");
  }

  @Test
  void bindsAComponentByAnAlias() {
    bound(new Lif(2, 1, Reset.HARD, new Atan(3)), "leaky");
  }

  @Test
  void bindsNestedComponentsByNameAndByMapping() {
    bound(
        new Lif(4, 1, Reset.SOFT_DETACHED, new Atan(2)),
        "{type: lif, tau: 4, reset: soft-detached, surrogate: atan}");
    bound(new Lif(2, 1, Reset.HARD, new Atan(9)), "{type: lif, surrogate: {type: atan, alpha: 9}}");
  }

  @Test
  void laysAMappingWithoutTypeOverTheDefaultComponent() {
    bound(new Lif(2, 1, Reset.HARD, new Atan(5)), "{type: lif, surrogate: {alpha: 5}}");
    bound(new Lif(2, 1, Reset.HARD, new Atan(3)), "{type: lif, surrogate: {}}");
  }

  @Test
  void acceptsBothSpellingsOfAName() {
    var dense = new Dense(3, true, Optional.empty(), Optional.empty());
    bound(dense, "{type: dense, hiddenUnits: 3}");
    bound(dense, "{type: dense, hidden-units: 3}");
  }

  @Test
  void bindsOptionalsAndLists() {
    bound(
        new Dense(3, false, Optional.of("a"), Optional.of(0.5)),
        "{type: dense, hidden-units: 3, bias: false, label: a, scale: 0.5}");
    bound(
        new Dense(3, true, Optional.empty(), Optional.empty()),
        "{type: dense, hidden-units: 3, label: }");
    var lif = new Lif(2, 1, Reset.HARD, new Atan(3));
    bound(new Stack(List.of(lif, lif), List.of(1, 2)), "{type: stack, layers: [lif, {type: lif}]}");
    bound(new Stack(List.of(), List.of(7)), "{type: stack, delays: [7]}");
  }

  @Test
  void bindsMappingsByNameInTheOrderOfNames() {
    var lif = new Lif(2, 1, Reset.HARD, new Atan(3));
    var five = new Dense(5, true, Optional.empty(), Optional.empty());
    var named = bind("{type: named, layers: {slow: lif, fast: {type: dense, hidden-units: 5}}}");
    assertEquals("[fast=%s, slow=%s]".formatted(five, lif), entries(named.orElseThrow()));
  }

  private static String entries(Layer named) {
    return ((Named) named).layers().entrySet().toString();
  }

  @Test
  void rejectsWhatIsWrongInAMappingAtItsPlace() {
    refused(
        "{type: named, layers: {Fast: lif, slow: {type: lif, tau: 0}}}",
        "network[2].layers.Fast: a name has lower-case letters, digits and hyphens",
        "network[2].layers.slow.tau: expected a number of at least 1, found 0");
  }

  @Test
  void rejectsAListWhereAMappingIsExpected() {
    refused(
        "{type: named, layers: [lif]}",
        "network[2].layers: expected a mapping by names, each value a layer or neuron, found a"
            + " list");
  }

  @Test
  void acceptsWholeNumbersWrittenWithAFraction() {
    bound(
        new Dense(3, true, Optional.empty(), Optional.empty()), "{type: dense, hidden-units: 3.0}");
  }

  @Test
  void rejectsUnknownComponentWithNearestNames() {
    refused("lfi", "network[2]: no layer or neuron is called 'lfi'; did you mean lif?");
  }

  @Test
  void listsAllComponentsWhenNoneIsNear() {
    refused(
        "transformer",
        "network[2]: no layer or neuron is called 'transformer'; known: dense, leaky, lif, named,"
            + " stack, sum");
  }

  @Test
  void rejectsUnknownNestedComponentAtItsPlace() {
    refused(
        "{type: stack, layers: [{type: lif, surrogate: atn}]}",
        "network[2].layers[0].surrogate: no surrogate is called 'atn'; did you mean atan?");
  }

  @Test
  void rejectsUnknownParameterWithNearestName() {
    refused("{type: lif, taw: 4}", "network[2].taw: lif has no parameter 'taw'; did you mean tau?");
  }

  @Test
  void rejectsMissingParameterAndSaysWhatItIs() {
    refused(
        "dense",
        "network[2].hidden-units: dense needs this parameter: a whole number of at least 1;"
            + " outputs");
  }

  @Test
  void rejectsWrongTypes() {
    refused(
        "{type: stack, delays: 3, layers: [{type: dense, hidden-units: 2.5, bias: maybe, label: 7},"
            + " {type: lif, tau: fast, reset: hrad, surrogate: 3}, 5]}",
        "network[2].layers[0].hidden-units: expected a whole number of at least 1, found 2.5",
        "network[2].layers[0].bias: expected true or false, found the text 'maybe'",
        "network[2].layers[0].label: expected text, found 7",
        "network[2].layers[1].tau: expected a number of at least 1, found the text 'fast'",
        "network[2].layers[1].reset: expected one of hard, hard-detached, soft, soft-detached or"
            + " none, found the text 'hrad'; did you mean hard?",
        "network[2].layers[1].surrogate: expected a surrogate: its name, or a mapping with its name"
            + " under 'type'; found 3",
        "network[2].layers[2]: expected a layer or neuron: its name, or a mapping with its name"
            + " under 'type'; found 5",
        "network[2].delays: expected a list, each element a whole number of at least 0, found 3");
  }

  @Test
  void rejectsValuesOutOfRange() {
    refused(
        "{type: lif, tau: 0.5, threshold: 0, surrogate: {alpha: -1}}",
        "network[2].tau: expected a number of at least 1, found 0.5",
        "network[2].threshold: expected a number above 0, found 0",
        "network[2].surrogate.alpha: expected a number above 0, found -1");
  }

  @Test
  void rejectsElementsOfListsOutOfRange() {
    refused(
        "{type: stack, delays: [1, -1, 4000000000]}",
        "network[2].delays[1]: expected a whole number of at least 0, found -1",
        "network[2].delays[2]: expected a whole number of at least 0, found 4000000000");
  }

  @Test
  void turnsARecordsOwnCheckIntoAProblemAtItsPlace() {
    refused(
        "{type: dense, hidden-units: 13}",
        "network[2]: dense: 13 units bring bad luck; use 12 or 14");
  }

  @Test
  void rejectsAParameterGivenInTwoSpellings() {
    refused(
        "{type: dense, hidden-units: 3, hiddenUnits: 4}",
        "network[2].hiddenUnits: is given twice, in two spellings");
  }

  @Test
  void rejectsAMappingWithoutType() {
    refused(
        "{tau: 2}",
        "network[2]: expected a layer or neuron: its name, or a mapping with its name under 'type';"
            + " found the mapping {\"tau\":2}");
  }
}
