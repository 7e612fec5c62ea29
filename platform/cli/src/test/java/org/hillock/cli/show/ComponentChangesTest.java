package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Value;
import java.util.List;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.Parameter;
import org.junit.jupiter.api.Test;

class ComponentChangesTest {

  private static final Parameter LEAK = parameter("leak", 0.9, "what is left");

  private static Parameter parameter(String name, double value, String doc) {
    return Parameter.newBuilder()
        .setName(name)
        .setType(Parameter.Type.NUMBER)
        .setDefaultValue(Value.newBuilder().setNumberValue(value))
        .setDocumentation(doc)
        .build();
  }

  private static Component neuron(String id, Parameter... parameters) {
    return Component.newBuilder()
        .setName("components/neuron/" + id)
        .setKind("neuron")
        .setId(id)
        .addAllParameters(List.of(parameters))
        .build();
  }

  @Test
  void componentsThatComeAndGoAreNamed() {
    assertEquals(
        List.of("- neuron old", "+ neuron young", "    leak: number; default 0.9"),
        ComponentChanges.between(List.of(neuron("old", LEAK)), List.of(neuron("young", LEAK))));
  }

  @Test
  void parametersAreToldBeforeAndAfter() {
    var before = List.of(neuron("lif", LEAK, parameter("b", 1, "")));
    var after = List.of(neuron("lif", parameter("a", 2, ""), parameter("leak", 0.8, "")));
    assertEquals(
        List.of(
            "  neuron lif",
            "  + a: number; default 2",
            "  - b: number; default 1",
            "  - leak: number; default 0.9",
            "  + leak: number; default 0.8"),
        ComponentChanges.between(before, after));
  }

  @Test
  void otherWordsAreAChangeAndNothingIsNone() {
    var before = List.of(neuron("lif", LEAK));
    var after = List.of(neuron("lif", parameter("leak", 0.9, "the rest")));
    assertEquals(
        List.of("  neuron lif", "    leak: documented otherwise"),
        ComponentChanges.between(before, after));
    assertEquals(List.of(), ComponentChanges.between(before, before));
  }
}
