package org.hillock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.engine.component.Names;

/** Components written back as specs. */
final class Specs {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Specs() {}

  /** The spec of a component. */
  static JsonNode of(Object component) {
    var record = component.getClass();
    var spec = JSON.objectNode().put("type", record.getAnnotation(Component.class).id());
    for (var parameter : record.getRecordComponents()) {
      value(read(parameter, component))
          .ifPresent(value -> spec.set(Names.kebab(parameter.getName()), value));
    }
    return spec;
  }

  private static Object read(RecordComponent parameter, Object component) {
    try {
      var accessor = parameter.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(component);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("%s cannot be read".formatted(parameter), e);
    }
  }

  private static Optional<JsonNode> value(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.flatMap(Specs::value);
      case List<?> many -> {
        var list = JSON.arrayNode();
        many.forEach(each -> list.add(value(each).orElseThrow()));
        yield Optional.of(list);
      }
      case Map<?, ?> byName -> {
        var mapping = JSON.objectNode();
        byName.forEach((name, each) -> mapping.set((String) name, value(each).orElseThrow()));
        yield Optional.of(mapping);
      }
      case Integer whole -> Optional.of(JSON.numberNode(whole));
      case Long whole -> Optional.of(JSON.numberNode(whole));
      case Double real -> Optional.of(JSON.numberNode(real));
      case Boolean truth -> Optional.of(JSON.booleanNode(truth));
      case String text -> Optional.of(JSON.textNode(text));
      case Enum<?> choice -> Optional.of(JSON.textNode(Names.kebab(choice.name())));
      default -> Optional.of(of(value));
    };
  }
}
