package org.hillock.engine.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** Numbers, truth values, text and choices, from a tree to Java. */
final class Scalars {

  private static final int LONGEST_SHOWN = 60;

  private Scalars() {}

  /** The Java value, unless the node is not of the type or out of range. */
  static Optional<Object> read(ParameterType type, Class<?> java, Range range, JsonNode node) {
    return switch (type) {
      case ParameterType.Whole(var wide) -> whole(wide, range, node);
      case ParameterType.Real _ ->
          node.isNumber() && range.admits(node.doubleValue())
              ? Optional.of(node.doubleValue())
              : Optional.empty();
      case ParameterType.Truth _ ->
          node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
      case ParameterType.Text _ ->
          node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
      case ParameterType.Choice _ -> choice(java, node);
      default -> throw new IllegalArgumentException("not a scalar: " + type);
    };
  }

  private static Optional<Object> whole(boolean wide, Range range, JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      return Optional.empty();
    }
    try {
      long value = node.decimalValue().longValueExact();
      if (!range.admits(value) || (!wide && value != (int) value)) {
        return Optional.empty();
      }
      return wide ? Optional.of(value) : Optional.of((int) value);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> choice(Class<?> java, JsonNode node) {
    return Arrays.stream(java.getEnumConstants())
        .filter(constant -> Names.kebab(((Enum<?>) constant).name()).equals(node.textValue()))
        .map(Object.class::cast)
        .findFirst();
  }

  /** What was found, as a message says it. */
  static String found(JsonNode node) {
    return switch (node.getNodeType()) {
      case JsonNodeType.NULL, JsonNodeType.MISSING -> "nothing";
      case JsonNodeType.STRING -> "the text '" + shortened(node.textValue()) + "'";
      case JsonNodeType.ARRAY -> "a list";
      case JsonNodeType.OBJECT -> "the mapping " + shortened(node.toString());
      default -> node.asText();
    };
  }

  /** A number as people write it: {@code 1}, {@code 0.5}. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
