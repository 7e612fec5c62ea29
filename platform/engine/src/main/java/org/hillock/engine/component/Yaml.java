package org.hillock.engine.component;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML, or JSON, into a tree. Strict: one document, no key twice, no aliases. {@code 1e-3} is
 * a number, though YAML 1.1 takes it for text.
 */
public final class Yaml {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();
  private static final Pattern EXPONENT = Pattern.compile("[-+]?[0-9]+[eE][-+]?[0-9]{1,4}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Yaml() {}

  /**
   * Reads one document; an empty one is null.
   *
   * @throws HillockException with {@code INVALID_ARGUMENT}: {@code line 3, column 5: …}
   */
  public static JsonNode read(String text) {
    try {
      var json = json(text);
      return json.isPresent() ? json.get() : document(YAML.createParser(text));
    } catch (JsonProcessingException e) {
      throw wrong(e);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot be read", e);
    }
  }

  /** JSON is YAML, but for tabs, which YAML does not allow between tokens. */
  private static Optional<JsonNode> json(String text) throws IOException {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(document(JSON.createParser(text)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JsonNode document(JsonParser opened) throws IOException {
    try (var parser = opened) {
      if (parser.nextToken() == null) {
        return NODES.nullNode();
      }
      var root = value(parser);
      if (parser.nextToken() != null) {
        throw wrong(parser, "a second document begins; expected one");
      }
      return root;
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw wrong(parser, "aliases (*name) are not supported; write it out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          object.set(key, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> {
        String text = parser.getText();
        yield EXPONENT.matcher(text).matches()
            ? NODES.numberNode(new BigDecimal(text))
            : NODES.textNode(text);
      }
    };
  }

  private static HillockException wrong(JsonParser parser, String message) {
    return wrong(parser.currentTokenLocation(), message, null);
  }

  private static HillockException wrong(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      var mark = marked.getProblemMark();
      return new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          place(mark.getLine() + 1, mark.getColumn() + 1) + marked.getProblem(),
          e);
    }
    return wrong(e.getLocation(), e.getOriginalMessage(), e);
  }

  private static HillockException wrong(
      JsonLocation location, String message, JsonProcessingException cause) {
    return new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        place(location.getLineNr(), location.getColumnNr()) + message,
        cause);
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }
}
