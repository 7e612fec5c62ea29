package org.hillock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.ParameterInfo;
import org.hillock.engine.component.ParameterType;
import org.hillock.engine.component.Range;

/** Examples of components with nothing chosen but what must be given. */
final class Standard {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a small task needs of a trainer, where it has such parameters. */
  private static final Map<String, Integer> SMALL = Map.of("epochs", 4, "batch-size", 30);

  private final Catalogue catalogue;

  Standard(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A component with its defaults; parameters without one get a small value within their range. */
  Example of(ComponentType type) {
    var spec = JSON.objectNode().put("type", type.id());
    for (var parameter : type.parameters()) {
      if (parameter.required()) {
        spec.set(parameter.name(), value(parameter, parameter.type()));
      }
    }
    if (type.kind() == Kind.TRAINER) {
      SMALL.forEach((name, value) -> type.parameter(name).ifPresent(p -> spec.put(name, value)));
    }
    return Example.of(spec.toString());
  }

  private JsonNode value(ParameterInfo parameter, ParameterType type) {
    return switch (type) {
      case ParameterType.Whole _ when parameter.name().equals("steps") ->
          JSON.numberNode(LayerChecks.STEPS);
      case ParameterType.Whole _ -> JSON.numberNode((long) number(parameter.range(), 3, 1, 2, 4));
      case ParameterType.Real _ -> JSON.numberNode(number(parameter.range(), 0.5, 1, 2, 0.1));
      case ParameterType.Truth _ -> JSON.booleanNode(true);
      case ParameterType.Text _ -> JSON.textNode("text");
      case ParameterType.Choice(var names) -> JSON.textNode(names.getFirst());
      case ParameterType.Nested(var kind) -> nested(kind);
      case ParameterType.Maybe(var inner) -> value(parameter, inner);
      case ParameterType.Many(var element) -> JSON.arrayNode().add(value(parameter, element));
      case ParameterType.ByName(var element) ->
          JSON.objectNode()
              .<ObjectNode>set("one", value(parameter, element))
              .set("other", value(parameter, element));
    };
  }

  private static double number(Range range, double... usual) {
    return DoubleStream.concat(
            DoubleStream.of(usual),
            DoubleStream.of(range.min(), range.max(), range.above() + 1, range.below() - 1))
        .filter(range::admits)
        .findFirst()
        .orElse(usual[0]);
  }

  private JsonNode nested(Kind kind) {
    Optional<ComponentType> plain =
        catalogue.of(kind).stream()
            .filter(type -> type.parameters().stream().noneMatch(ParameterInfo::required))
            .findFirst();
    return JSON.textNode(plain.map(ComponentType::id).orElse(kind.text()));
  }
}
