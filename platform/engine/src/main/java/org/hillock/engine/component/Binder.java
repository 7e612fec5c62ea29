package org.hillock.engine.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hillock.api.HillockException;

/**
 * Makes components from a tree, by hand: data-binding libraries keep the classes they have seen,
 * and with them the plugin. Collects every problem with its path rather than stopping at the first.
 *
 * <p>A component is written {@code lif} or {@code {type: lif, tau: 2}}. A mapping without {@code
 * type}, where there is a default component, changes that default's parameters.
 */
public final class Binder {

  private final Catalogue catalogue;
  private final List<Problem> problems = new ArrayList<>();

  /** A binding against these components. */
  public Binder(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What was wrong so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Adds a problem found elsewhere. */
  public void problem(String path, String message) {
    problems.add(new Problem(path, message));
  }

  /**
   * Makes a component of a kind.
   *
   * @param spi the SPI interface of the kind
   * @return empty if there were problems
   */
  public <T> Optional<T> bind(Class<T> spi, JsonNode node, String path) {
    return bind(spi, node, Optional.empty(), path);
  }

  /** {@link #bind(Class, JsonNode, String)} with a default whose parameters the node may change. */
  public <T> Optional<T> bind(Class<T> spi, JsonNode node, Optional<String> standard, String path) {
    var kind =
        Kind.of(spi).orElseThrow(() -> new IllegalArgumentException("no component kind: " + spi));
    return component(kind, node, standard, path).map(spi::cast);
  }

  /** Makes a list of components of a kind; those with problems are left out. */
  public <T> List<T> bindAll(Class<T> spi, JsonNode node, String path) {
    if (!node.isArray()) {
      problem(path, "expected a list, found " + found(node));
      return List.of();
    }
    var all = new ArrayList<T>();
    for (int i = 0; i < node.size(); i++) {
      bind(spi, node.get(i), path + "[" + i + "]").ifPresent(all::add);
    }
    return all;
  }

  private Optional<Object> component(
      Kind kind, JsonNode node, Optional<String> standard, String path) {
    var given = withStandard(node, standard);
    var id = given.isObject() ? given.path(ComponentReader.TYPE) : given;
    if (!id.isTextual()) {
      problem(
          path,
          "expected "
              + kind.phrase()
              + ": its name, or a mapping with its name under 'type'; found "
              + found(given));
      return Optional.empty();
    }
    var found = catalogue.find(kind, id.textValue());
    if (found.isEmpty()) {
      var known = catalogue.of(kind).stream().flatMap(Binder::names).toList();
      problem(
          path,
          "no "
              + kind.accepted()
              + " is called '"
              + id.textValue()
              + "'"
              + Names.hint(id.textValue(), known));
      return Optional.empty();
    }
    var fields =
        given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    return make(found.get(), fields, path);
  }

  private static Stream<String> names(ComponentType type) {
    return Stream.concat(Stream.of(type.id()), type.aliases().stream());
  }

  /** A mapping without a type, laid over the default; anything else as it is. */
  private static JsonNode withStandard(JsonNode node, Optional<String> standard) {
    if (standard.isEmpty() || !node.isObject() || node.has(ComponentReader.TYPE)) {
      return node;
    }
    var base = Yaml.read(standard.get());
    ObjectNode merged =
        base instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode().set(ComponentReader.TYPE, base);
    node.properties().forEach(field -> merged.set(Names.kebab(field.getKey()), field.getValue()));
    return merged;
  }

  private Optional<Object> make(ComponentClass component, ObjectNode fields, String path) {
    int before = problems.size();
    var type = component.type();
    var given = fields(type, fields, path);
    var javaTypes = component.parameterTypes();
    var arguments = new Object[javaTypes.size()];
    for (int i = 0; i < arguments.length; i++) {
      var parameter = type.parameters().get(i);
      var argument = argument(type, parameter, javaTypes.get(i), given, path);
      arguments[i] = argument.orElse(null);
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(component.instance(arguments));
    } catch (IllegalArgumentException | HillockException e) {
      problem(path, type.id() + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      problem(path, "the plugin's " + type + " failed while it was made: " + e);
    }
    return Optional.empty();
  }

  /** The given parameters by their names; unknown and doubled ones become problems. */
  private ObjectNode fields(ComponentType type, ObjectNode fields, String path) {
    var given = JsonNodeFactory.instance.objectNode();
    for (var field : fields.properties()) {
      if (field.getKey().equals(ComponentReader.TYPE)) {
        continue;
      }
      var place = path + "." + field.getKey();
      var parameter = type.parameter(field.getKey());
      if (parameter.isEmpty()) {
        var known = type.parameters().stream().map(ParameterInfo::name).toList();
        problem(
            place,
            type.id()
                + " has no parameter '"
                + field.getKey()
                + "'"
                + Names.hint(field.getKey(), known));
      } else if (given.has(parameter.get().name())) {
        problem(place, "is given twice, in two spellings");
      } else {
        given.set(parameter.get().name(), field.getValue());
      }
    }
    return given;
  }

  private Optional<Object> argument(
      ComponentType type, ParameterInfo parameter, Type java, ObjectNode given, String path) {
    var place = path + "." + parameter.name();
    var node = given.get(parameter.name());
    if (node != null) {
      return value(parameter, parameter.type(), java, node, parameter.standard(), place);
    }
    if (parameter.standard().isPresent()) {
      var standard = Yaml.read(parameter.standard().get());
      return value(parameter, parameter.type(), java, standard, Optional.empty(), place);
    }
    if (parameter.required()) {
      problem(
          place,
          type.id() + " needs this parameter: " + parameter.expected() + "; " + parameter.doc());
      return Optional.empty();
    }
    return Optional.of(Optional.empty());
  }

  private Optional<Object> value(
      ParameterInfo parameter,
      ParameterType type,
      Type java,
      JsonNode node,
      Optional<String> standard,
      String path) {
    return switch (type) {
      case ParameterType.Nested(var kind) -> component(kind, node, standard, path);
      case ParameterType.Maybe(var inner) ->
          node.isNull()
              ? Optional.of(Optional.empty())
              : value(parameter, inner, argument(java), node, standard, path).map(Optional::of);
      case ParameterType.Many(var element) -> list(parameter, element, java, node, path);
      case ParameterType.ByName(var element) -> mapping(parameter, element, java, node, path);
      default -> {
        var value = Scalars.read(type, (Class<?>) java, parameter.range(), node);
        if (value.isEmpty()) {
          var expected = type.phrase() + parameter.range();
          problem(path, "expected " + expected + ", found " + found(node) + near(type, node));
        }
        yield value;
      }
    };
  }

  private Optional<Object> list(
      ParameterInfo parameter, ParameterType element, Type java, JsonNode node, String path) {
    if (!node.isArray()) {
      problem(path, "expected " + parameter.expected() + ", found " + found(node));
      return Optional.empty();
    }
    var items = new ArrayList<Object>();
    for (int i = 0; i < node.size(); i++) {
      var place = path + "[" + i + "]";
      value(parameter, element, argument(java), node.get(i), Optional.empty(), place)
          .ifPresent(items::add);
    }
    return Optional.of(List.copyOf(items));
  }

  private Optional<Object> mapping(
      ParameterInfo parameter, ParameterType element, Type java, JsonNode node, String path) {
    if (!node.isObject()) {
      problem(path, "expected " + parameter.expected() + ", found " + found(node));
      return Optional.empty();
    }
    var values = new TreeMap<String, Object>();
    for (var field : node.properties()) {
      var place = path + "." + field.getKey();
      if (!Names.wellFormed(field.getKey())) {
        problem(place, "a name has lower-case letters, digits and hyphens");
      }
      value(parameter, element, argument(java), field.getValue(), Optional.empty(), place)
          .ifPresent(value -> values.put(field.getKey(), value));
    }
    return Optional.of(Collections.unmodifiableMap(values));
  }

  private static String near(ParameterType type, JsonNode node) {
    return type instanceof ParameterType.Choice(var names) && node.isTextual()
        ? Names.near(node.textValue(), names)
        : "";
  }

  /** What stands at a place, as a message says it: {@code the text 'abc'}, {@code nothing}. */
  public static String found(JsonNode node) {
    return Scalars.found(node);
  }

  /** The element type of a {@code List} or {@code Optional}, the value type of a {@code Map}. */
  static Type argument(Type generic) {
    var arguments = ((ParameterizedType) generic).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }
}
