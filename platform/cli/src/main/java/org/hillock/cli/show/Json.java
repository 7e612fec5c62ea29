package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON, an object a line. */
public final class Json {

  private static final JsonFormat.Printer MESSAGES =
      JsonFormat.printer()
          .preservingProtoFieldNames()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace();

  private static final JsonMapper TREES = new JsonMapper();

  private Json() {}

  /** A message with the names of the .proto files; 64-bit numbers are strings. */
  public static String line(MessageOrBuilder message) {
    try {
      return MESSAGES.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a message without a JSON form", e);
    }
  }

  /** A tree. */
  public static String line(JsonNode tree) {
    return tree.toString();
  }

  /** Reads a document. */
  public static JsonNode read(byte[] json) {
    try {
      return TREES.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + e.getMessage(), e);
    }
  }
}
