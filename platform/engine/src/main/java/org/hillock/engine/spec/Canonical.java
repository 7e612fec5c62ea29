package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.TreeMap;
import org.hillock.engine.component.Names;
import org.hillock.engine.component.Problem;

/**
 * One form for all trees that say the same: keys sorted and with hyphens, numbers without needless
 * digits.
 */
final class Canonical {

  /** Integers of more digits keep their exponent, so that none fills the memory. */
  private static final int MOST_DIGITS = 40;

  private Canonical() {}

  static JsonNode of(JsonNode node, String path) {
    if (node.isObject()) {
      return object(node, path);
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        array.add(of(node.get(i), path + "[" + i + "]"));
      }
      return array;
    }
    return node.isNumber() ? number(node.decimalValue()) : node;
  }

  private static ObjectNode object(JsonNode node, String path) {
    var sorted = new TreeMap<String, JsonNode>();
    for (var field : node.properties()) {
      var key = Names.kebab(field.getKey());
      var place = path.isEmpty() ? key : path + "." + key;
      if (sorted.put(key, of(field.getValue(), place)) != null) {
        throw new SpecException(new Problem(place, "is given twice, in two spellings"));
      }
    }
    var object = JsonNodeFactory.instance.objectNode();
    sorted.forEach(object::set);
    return object;
  }

  private static JsonNode number(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    return stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= MOST_DIGITS
        ? JsonNodeFactory.instance.numberNode(stripped.toBigIntegerExact())
        : JsonNodeFactory.instance.numberNode(stripped);
  }
}
