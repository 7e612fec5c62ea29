package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hillock.engine.component.Names;
import org.hillock.engine.component.Problem;

/** A place in a spec, {@code network[2].surrogate.alpha}, and how to put a value there. */
final class SpecPath {

  private static final Pattern WHOLE =
      Pattern.compile("[A-Za-z0-9_-]+(\\[\\d{1,6}])*(\\.[A-Za-z0-9_-]+(\\[\\d{1,6}])*)*");
  private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_-]+|\\[\\d+]");

  private final String text;
  private final List<String> steps;

  private SpecPath(String text, List<String> steps) {
    this.text = text;
    this.steps = steps;
  }

  static SpecPath parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new SpecException(
          new Problem(text, "is no place in a spec; write trainer.epochs=3 or network[2].tau=4"));
    }
    var steps = new ArrayList<String>();
    STEP.matcher(text).results().forEach(match -> steps.add(match.group()));
    return new SpecPath(text, steps);
  }

  /** Puts a value here, making mappings on the way where there is nothing yet. */
  void set(ObjectNode root, JsonNode value) {
    put(root, 0, value);
  }

  private JsonNode put(JsonNode node, int depth, JsonNode value) {
    if (depth == steps.size()) {
      return value;
    }
    var step = steps.get(depth);
    return step.startsWith("[")
        ? putElement(node, Integer.parseInt(step.substring(1, step.length() - 1)), depth, value)
        : putField(node, Names.kebab(step), depth, value);
  }

  private JsonNode putElement(JsonNode node, int index, int depth, JsonNode value) {
    if (!(node instanceof ArrayNode array)) {
      throw new SpecException(new Problem(text, here(depth) + " is not a list"));
    }
    if (index >= array.size()) {
      throw new SpecException(
          new Problem(text, here(depth) + " has " + array.size() + " elements, counted from 0"));
    }
    array.set(index, put(array.get(index), depth + 1, value));
    return array;
  }

  private JsonNode putField(JsonNode node, String key, int depth, JsonNode value) {
    var object =
        switch (node) {
          case ObjectNode given -> given;
          case JsonNode name when name.isTextual() ->
              JsonNodeFactory.instance.objectNode().set("type", name);
          case JsonNode none when none.isNull() -> JsonNodeFactory.instance.objectNode();
          default ->
              throw new SpecException(new Problem(text, here(depth) + " has no parts to set"));
        };
    var old = object.path(key);
    var start = old.isMissingNode() ? JsonNodeFactory.instance.nullNode() : old;
    ((ObjectNode) object).set(key, put(start, depth + 1, value));
    return object;
  }

  private String here(int depth) {
    return String.join(".", steps.subList(0, depth)).replace(".[", "[");
  }
}
