package org.hillock.engine.component;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be given for a parameter. Plain data: names no plugin class. */
public sealed interface ParameterType {

  /** A whole number of 32 bits, or of 64. */
  record Whole(boolean wide) implements ParameterType {}

  /** A finite number. */
  record Real() implements ParameterType {}

  /** True or false. */
  record Truth() implements ParameterType {}

  /** Text. */
  record Text() implements ParameterType {}

  /** One of some names. */
  record Choice(List<String> names) implements ParameterType {}

  /** A component. */
  record Nested(Kind kind) implements ParameterType {}

  /** Something that may be left out. */
  record Maybe(ParameterType type) implements ParameterType {}

  /** Any number of something. */
  record Many(ParameterType element) implements ParameterType {}

  /** A mapping from names to something. */
  record ByName(ParameterType element) implements ParameterType {}

  /** As a message says it: {@code a whole number}, {@code one of hard or soft}. */
  default String phrase() {
    return switch (this) {
      case Whole _ -> "a whole number";
      case Real _ -> "a number";
      case Truth _ -> "true or false";
      case Text _ -> "text";
      case Choice(var names) -> "one of " + Names.either(names);
      case Nested(var kind) -> kind.phrase();
      case Maybe(var type) -> type.phrase();
      case Many(var element) -> "a list, each element " + element.phrase();
      case ByName(var element) -> "a mapping by names, each value " + element.phrase();
    };
  }

  /** The type of a record component, unless it is none that parameters may have. */
  static Optional<ParameterType> of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic);
      case Class<?> plain -> ofClass(plain);
      default -> Optional.empty();
    };
  }

  private static Optional<ParameterType> ofGeneric(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    var inner = of(arguments[arguments.length - 1]).filter(t -> !(t instanceof Maybe));
    if (type.getRawType() == Optional.class) {
      return inner.map(Maybe::new);
    }
    if (type.getRawType() == List.class) {
      return inner.map(Many::new);
    }
    return type.getRawType() == Map.class && arguments[0] == String.class
        ? inner.map(ByName::new)
        : Optional.empty();
  }

  private static Optional<ParameterType> ofClass(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return Optional.of(new Whole(false));
    }
    if (type == long.class || type == Long.class) {
      return Optional.of(new Whole(true));
    }
    if (type == double.class || type == Double.class) {
      return Optional.of(new Real());
    }
    if (type == boolean.class || type == Boolean.class) {
      return Optional.of(new Truth());
    }
    if (type == String.class) {
      return Optional.of(new Text());
    }
    if (type.isEnum()) {
      return Optional.of(
          new Choice(
              Arrays.stream(type.getEnumConstants())
                  .map(constant -> Names.kebab(((Enum<?>) constant).name()))
                  .toList()));
    }
    return Kind.of(type).map(Nested::new);
  }
}
