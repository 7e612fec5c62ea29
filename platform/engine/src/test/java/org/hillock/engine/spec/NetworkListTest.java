package org.hillock.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.TestComponents;
import org.hillock.engine.component.TestComponents.Dense;
import org.hillock.engine.component.TestComponents.Sum;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.Wired;
import org.hillock.engine.network.Wired.Source;
import org.junit.jupiter.api.Test;

/** Branches in a spec's network. */
class NetworkListTest {

  private static final Dense FIVE = new Dense(5, true, Optional.empty(), Optional.empty());
  private static final String DENSE = "- {type: dense, hidden-units: 5";

  private static Spec spec(String... entries) {
    return Spec.parse(
        "name: a\ndata: blobs\nencoder: direct\ntrainer: {type: bptt, epochs: 1}\nnetwork:\n"
            + String.join("\n", entries));
  }

  private static List<Layer> network(String... entries) {
    return spec(entries).bind(TestComponents.catalogue()).network();
  }

  private static void refused(String problem, String... entries) {
    var thrown = assertThrows(SpecException.class, () -> network(entries));
    assertEquals(List.of(problem), thrown.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void entriesTakeWhatTheyName() {
    var layers =
        network(
            DENSE + ", name: left}",
            DENSE + ", input: data, name: right}",
            "- {type: sum, input: [left, right, data]}",
            DENSE + "}");
    assertEquals(
        List.of(FIVE, Wired.to(FIVE, Wired.DATA), Wired.to(new Sum(), 0, 1, Wired.DATA), FIVE),
        layers);
    assertEquals(
        List.of("0.linear", "1.linear", "2.map", "2.map-2", "3.linear"),
        Networks.outline(layers, Shape.of(5)).layers().stream().map(l -> l.name()).toList());
  }

  @Test
  void anInputMayBeAPartOfTheData() {
    var layers =
        network(
            DENSE + ", input: data.image, name: left}",
            "- {type: sum, input: [left, data.sound, data]}");
    assertEquals(
        List.of(
            new Wired(FIVE, List.of(Source.part("image"))),
            new Wired(
                new Sum(), List.of(Source.at(0), Source.part("sound"), Source.at(Wired.DATA)))),
        layers);
    assertEquals("[0, data.sound, -1]", ((Wired) layers.get(1)).inputs().toString());
    refused(
        "network[0].input: no entry above is called 'data.'; did you mean data?",
        DENSE + ", input: data.}");
  }

  @Test
  void branchesSurviveTheCanonicalForm() {
    var branches = spec(DENSE + ", name: left}", "- {input: [left, data], type: sum}");
    assertEquals(branches, Spec.parse(branches.json()));
    assertEquals(
        branches.bind(TestComponents.catalogue()).network(),
        Spec.parse(branches.json()).bind(TestComponents.catalogue()).network());
  }

  @Test
  void wrongNamesAreProblemsWithTheirPlace() {
    refused(
        "network[1].input[0]: no entry above is called 'lft'; did you mean left?",
        DENSE + ", name: left}",
        "- {type: sum, input: [lft, left]}");
    refused(
        "network[0].input: no entry above is called 'late'; it is the name of network[1], and a"
            + " layer takes only what lies above it",
        DENSE + ", input: late}",
        DENSE + ", name: late}");
    refused(
        "network[1].name: network[0] has the name 'left' already",
        DENSE + ", name: left}",
        DENSE + ", name: left}");
    refused(
        "network[0].name: 'data' is the network's input; choose another name",
        DENSE + ", name: data}");
    refused(
        "network[0].name: expected a name of lower-case letters, digits and hyphens, found 3",
        DENSE + ", name: 3}");
    refused(
        "network[0].input: expected the name of an entry above, or 'data', the network's input;"
            + " found 3",
        DENSE + ", input: 3}");
  }

  @Test
  void whatNobodyTakesIsAProblem() {
    refused(
        "network[0]: nothing takes what leaves it; give it a name and put that under some later"
            + " entry's 'input', or leave it out",
        DENSE + "}",
        DENSE + ", input: data}");
  }

  @Test
  void onlyMergesTakeSeveralInputs() {
    refused(
        "network[1].input: this layer takes one input, found 2; merge them before, with add or"
            + " concatenate",
        DENSE + ", name: left}",
        DENSE + ", input: [left, data]}");
    refused(
        "network[1]: merges several entries; name them and put a list under 'input': [left, right]",
        DENSE + "}",
        "- sum");
  }
}
