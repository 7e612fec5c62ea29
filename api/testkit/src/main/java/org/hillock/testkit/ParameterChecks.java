package org.hillock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.ParameterInfo;
import org.hillock.engine.component.ParameterType;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.Yaml;

/** What is checked of the parameters of every component, whatever its kind. */
final class ParameterChecks {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PLACE = "here";

  private final Catalogue catalogue;
  private final ComponentType type;
  private final ObjectNode example;

  ParameterChecks(Catalogue catalogue, ComponentType type, Example example) {
    this.catalogue = catalogue;
    this.type = type;
    var spec = Yaml.read(example.spec());
    this.example = spec instanceof ObjectNode object ? object : JSON.objectNode().set("type", spec);
  }

  private AssertionError fault(String fault, Object expected, Object found) {
    return new AssertionError(
        "%s: %s: expected %s, found %s".formatted(type, fault, expected, found));
  }

  /** That every parameter is explained in words of its own. */
  void documented() {
    sentence("it", type.doc(), type.id());
    for (var parameter : type.parameters()) {
      sentence("its parameter " + parameter.name(), parameter.doc(), parameter.name());
    }
  }

  private void sentence(String what, String doc, String name) {
    var bare = doc.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
    if (bare.equals(name.replace("-", "")) || bare.isEmpty()) {
      throw fault(what + " is undocumented", "a sentence that says what it means", "'" + doc + "'");
    }
  }

  /** That the example binds, is equal when bound again, and is written back as it was read. */
  void roundTrip() {
    var first = bind(example);
    var written = Specs.of(first);
    var second = bind(written);
    if (!second.equals(first)) {
      throw fault(
          "written as a spec and read again it is another component; its record must hold values"
              + " that equal() compares",
          first,
          second);
    }
  }

  private Object bind(JsonNode spec) {
    var binder = new Binder(catalogue);
    return binder
        .bind(type.kind().type(), spec, PLACE)
        .orElseThrow(() -> fault("it cannot be made as " + spec, "no problem", binder.problems()));
  }

  /** That numbers on the bounds are taken or refused in words, those beyond refused by place. */
  void ranges() {
    for (var parameter : type.parameters()) {
      var inner =
          parameter.type() instanceof ParameterType.Maybe(var maybe) ? maybe : parameter.type();
      if (inner instanceof ParameterType.Real || inner instanceof ParameterType.Whole) {
        numbers(parameter, inner instanceof ParameterType.Whole);
      }
    }
  }

  private void numbers(ParameterInfo parameter, boolean whole) {
    var range = parameter.range();
    double near = whole ? 1 : 1e-3;
    DoubleStream.of(
            range.min() - near,
            range.max() + near,
            range.above(),
            range.below(), // beyond
            range.min(),
            range.max(),
            range.above() + near,
            range.below() - near,
            0,
            -1,
            1)
        .filter(Double::isFinite)
        .forEach(value -> number(parameter, value, whole));
  }

  private void number(ParameterInfo parameter, double value, boolean whole) {
    var node = whole ? JSON.numberNode((long) value) : JSON.numberNode(value);
    var problems = problems(parameter.name(), node);
    boolean admitted = parameter.range().admits(value);
    if (!admitted) {
      refused(parameter.name(), node, problems);
    }
    problems.stream()
        .filter(problem -> problem.message().contains("failed while it was made"))
        .forEach(
            problem -> {
              throw fault(
                  "its parameter %s = %s is not refused in words".formatted(parameter.name(), node),
                  "an IllegalArgumentException that says what to give",
                  problem.message());
            });
  }

  /** That what is no value of a parameter, and a parameter it does not have, are refused. */
  void mistakes() {
    var unknown = "no-such-parameter";
    refused(unknown, JSON.numberNode(1), problems(unknown, JSON.numberNode(1)));
    for (var parameter : type.parameters()) {
      var wrong = JSON.objectNode().set("neither", JSON.textNode("this nor that"));
      refused(parameter.name(), wrong, problems(parameter.name(), wrong));
    }
  }

  private List<Problem> problems(String parameter, JsonNode value) {
    var spec = example.deepCopy();
    spec.set(parameter, value);
    var binder = new Binder(catalogue);
    binder.bind(type.kind().type(), spec, PLACE);
    return binder.problems();
  }

  private void refused(String parameter, JsonNode value, List<Problem> problems) {
    var place = PLACE + "." + parameter;
    if (problems.stream().noneMatch(problem -> problem.path().startsWith(place))) {
      throw fault(
          "%s = %s is not refused at its place".formatted(parameter, value),
          "a problem at " + place,
          problems);
    }
  }
}
