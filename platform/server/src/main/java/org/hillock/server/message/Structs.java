package org.hillock.server.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** JSON as {@code google.protobuf.Struct} and back. */
public final class Structs {

  /** Up to here every whole number is a double, and a double without a fraction means one. */
  private static final long EXACT = 1L << 53;

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Structs() {}

  /** A JSON object as a structure. */
  public static Struct of(String json) {
    return value(read(json)).getStructValue();
  }

  /** Any JSON as a tree. */
  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON that nothing can read", e);
    }
  }

  /** A structure as JSON text. */
  public static String json(Struct struct) {
    return node(Value.newBuilder().setStructValue(struct).build()).toString();
  }

  static Value value(JsonNode node) {
    var value = Value.newBuilder();
    switch (node.getNodeType()) {
      case OBJECT -> {
        var struct = Struct.newBuilder();
        node.properties().forEach(e -> struct.putFields(e.getKey(), value(e.getValue())));
        value.setStructValue(struct);
      }
      case ARRAY -> {
        var list = ListValue.newBuilder();
        node.forEach(element -> list.addValues(value(element)));
        value.setListValue(list);
      }
      case NUMBER -> number(value, node);
      case BOOLEAN -> value.setBoolValue(node.booleanValue());
      case NULL, MISSING -> value.setNullValue(NullValue.NULL_VALUE);
      case STRING, BINARY, POJO -> value.setStringValue(node.asText());
    }
    return value.build();
  }

  /** A whole number that a double cannot hold goes as text, as in protobuf's JSON. */
  private static void number(Value.Builder value, JsonNode node) {
    boolean exact =
        !node.isIntegralNumber() || node.canConvertToLong() && Math.abs(node.longValue()) <= EXACT;
    if (exact) {
      value.setNumberValue(node.doubleValue());
    } else {
      value.setStringValue(node.asText());
    }
  }

  private static JsonNode node(Value value) {
    return switch (value.getKindCase()) {
      case STRUCT_VALUE -> {
        var object = NODES.objectNode();
        value.getStructValue().getFieldsMap().forEach((key, field) -> object.set(key, node(field)));
        yield object;
      }
      case LIST_VALUE -> {
        var array = NODES.arrayNode();
        value.getListValue().getValuesList().forEach(element -> array.add(node(element)));
        yield array;
      }
      case NUMBER_VALUE -> {
        double number = value.getNumberValue();
        boolean whole = number == Math.rint(number) && Math.abs(number) <= EXACT;
        yield whole ? NODES.numberNode((long) number) : NODES.numberNode(number);
      }
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case STRING_VALUE -> NODES.textNode(value.getStringValue());
      case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
    };
  }
}
