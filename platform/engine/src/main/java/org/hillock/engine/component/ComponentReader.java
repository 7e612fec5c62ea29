package org.hillock.engine.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.HillockException;
import org.hillock.api.Param;

/** Reads what component classes declare, and finds everything wrong with them at once. */
public final class ComponentReader {

  /** The key under which a spec names a component; no parameter may have it. */
  static final String TYPE = "type";

  private final List<ComponentClass> components = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ComponentReader() {}

  /**
   * What was read.
   *
   * @param components the well-formed components
   * @param problems what is wrong with the others; paths are class names and parameters: {@code
   *     Lif.tau}
   */
  public record Reading(List<ComponentClass> components, List<Problem> problems) {

    public Reading {
      components = List.copyOf(components);
      problems = List.copyOf(problems);
    }
  }

  /** Reads component classes. */
  public static Reading read(List<? extends Class<?>> types) {
    var reader = new ComponentReader();
    types.forEach(reader::component);
    return new Reading(reader.components, reader.problems);
  }

  private void component(Class<?> type) {
    int before = problems.size();
    String place = type.getSimpleName();
    var declared = type.getAnnotation(Component.class);
    if (declared == null) {
      problem(place, "carries no @Component");
      return;
    }
    if (!type.isRecord()) {
      problem(place, "is not a record");
      return;
    }
    var aliases = List.of(declared.aliases());
    if (!Names.wellFormed(declared.id())) {
      illFormed(place, "id", declared.id());
    }
    aliases.stream().filter(a -> !Names.wellFormed(a)).forEach(a -> illFormed(place, "alias", a));
    if (declared.doc().isBlank()) {
      problem(place, "its @Component has no doc");
    }
    var kinds = Kind.ofComponent(type);
    if (kinds.size() != 1) {
      var names = kinds.stream().map(Kind::text).toList();
      problem(
          place,
          kinds.isEmpty()
              ? "implements no component interface of the SPI"
              : "must be a component of one kind, is one of " + String.join(" and ", names));
    }
    var parameters = new ArrayList<ParameterInfo>();
    for (var component : type.getRecordComponents()) {
      parameter(place + "." + component.getName(), component).ifPresent(parameters::add);
    }
    if (problems.size() > before) {
      return;
    }
    var info =
        new ComponentType(
            kinds.getFirst(),
            declared.id(),
            aliases,
            declared.doc(),
            List.of(declared.cites()),
            parameters);
    var twin = components.stream().map(ComponentClass::type).filter(c -> clash(c, info)).findAny();
    if (twin.isPresent()) {
      problem(place, "its name '" + info.id() + "' or an alias is that of " + twin.get() + " too");
      return;
    }
    components.add(new ComponentClass(info, type.asSubclass(Record.class)));
  }

  /** Whether two components could not be told apart in a spec. */
  public static boolean clash(ComponentType a, ComponentType b) {
    return a.kind().sharesNamesWith(b.kind())
        && (a.answersTo(b.id()) || b.aliases().stream().anyMatch(a::answersTo));
  }

  private Optional<ParameterInfo> parameter(String place, RecordComponent component) {
    String name = Names.kebab(component.getName());
    if (name.equals(TYPE)) {
      problem(place, "no parameter may be called 'type': specs name the component there");
    }
    var type = ParameterType.of(component.getGenericType());
    if (type.isEmpty()) {
      problem(
          place,
          "the type "
              + component.getGenericType().getTypeName()
              + " is none a parameter may have: int, long, double, boolean, String, an enum, a"
              + " component interface, Optional or List of these, or a Map of names to these");
    }
    var param = component.getAnnotation(Param.class);
    if (param == null || param.doc().isBlank()) {
      problem(place, param == null ? "carries no @Param" : "its @Param has no doc");
    }
    if (type.isEmpty() || param == null) {
      return Optional.empty();
    }
    var standard = Optional.of(param.value()).filter(value -> !value.equals(Param.REQUIRED));
    var info =
        new ParameterInfo(name, type.get(), param.doc(), param.unit(), standard, Range.of(param));
    standard.ifPresent(text -> standard(place, info, component.getGenericType(), text));
    return Optional.of(info);
  }

  private void standard(String place, ParameterInfo info, Type java, String text) {
    try {
      if (!plausible(info.type(), java, info.range(), Yaml.read(text))) {
        problem(place, "expected " + info.expected() + ", its default is '" + text + "'");
      }
    } catch (HillockException e) {
      problem(place, "its default '" + text + "' cannot be read: " + e.getMessage());
    }
  }

  /** Whether a default could be bound; which components there are is known only at binding. */
  private static boolean plausible(ParameterType type, Type java, Range range, JsonNode node) {
    return switch (type) {
      case ParameterType.Nested _ ->
          node.isTextual() || (node.isObject() && node.path(TYPE).isTextual());
      case ParameterType.Maybe(var inner) ->
          node.isNull() || plausible(inner, Binder.argument(java), range, node);
      case ParameterType.Many(var element) ->
          node.isArray()
              && node.valueStream()
                  .allMatch(each -> plausible(element, Binder.argument(java), range, each));
      case ParameterType.ByName(var element) ->
          node.isObject()
              && node.valueStream()
                  .allMatch(each -> plausible(element, Binder.argument(java), range, each));
      default -> Scalars.read(type, (Class<?>) java, range, node).isPresent();
    };
  }

  private void illFormed(String place, String what, String name) {
    problem(
        place, "its " + what + " '" + name + "' must be of lower-case letters, digits and hyphens");
  }

  private void problem(String place, String message) {
    problems.add(new Problem(place, message));
  }
}
