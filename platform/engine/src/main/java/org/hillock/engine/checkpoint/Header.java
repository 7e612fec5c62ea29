package org.hillock.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hillock.api.tensor.Shape;

/**
 * The header of a safetensors file: what it says about itself and where its tensors lie.
 *
 * @param metadata texts by name
 * @param entries the tensors, by name; laid out in this order without gaps
 */
record Header(SortedMap<String, String> metadata, SortedMap<String, Shape> entries) {

  private static final String METADATA = "__metadata__";
  private static final String FLOAT = "F32";
  private static final int ALIGNMENT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** This header with one text set. */
  Header with(String name, String text) {
    var texts = new TreeMap<>(metadata);
    texts.put(name, text);
    return new Header(texts, entries);
  }

  /** The header's bytes, padded with spaces so that the data begin aligned. */
  byte[] bytes() {
    var root = JSON.createObjectNode();
    var texts = root.putObject(METADATA);
    metadata.forEach(texts::put);
    long offset = 0;
    for (var entry : entries.entrySet()) {
      var tensor = root.putObject(entry.getKey());
      tensor.put("dtype", FLOAT);
      var shape = tensor.putArray("shape");
      for (int dim : entry.getValue().dims()) {
        shape.add(dim);
      }
      long end = offset + entry.getValue().size() * Float.BYTES;
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    try {
      byte[] json = JSON.writeValueAsBytes(root);
      int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
      byte[] bytes = Arrays.copyOf(json, padded);
      Arrays.fill(bytes, json.length, padded, (byte) ' ');
      return bytes;
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts and numbers can be written", e);
    }
  }

  /** How many bytes the data take. */
  long dataBytes() {
    return entries.values().stream().mapToLong(s -> s.size() * Float.BYTES).sum();
  }

  /** Where a tensor's data begin, counted from the first byte of all data. */
  long offset(String name) {
    return entries.headMap(name).values().stream().mapToLong(s -> s.size() * Float.BYTES).sum();
  }

  /**
   * Reads a header.
   *
   * @throws IOException if it is not one that {@link #bytes} writes; the message says what is wrong
   */
  static Header parse(byte[] bytes) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IOException("its header is not JSON", e);
    }
    if (!root.isObject()) {
      throw new IOException("its header is not a JSON object");
    }
    var metadata = new TreeMap<String, String>();
    var entries = new TreeMap<String, Shape>();
    for (var field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (var text : field.getValue().properties()) {
          metadata.put(text.getKey(), text.getValue().asText());
        }
      } else {
        entries.put(field.getKey(), shape(field));
      }
    }
    var header = new Header(metadata, entries);
    for (var name : entries.keySet()) {
      long begin = root.get(name).path("data_offsets").path(0).asLong(-1);
      long end = root.get(name).path("data_offsets").path(1).asLong(-1);
      long expected = header.offset(name);
      if (begin != expected || end != expected + entries.get(name).size() * Float.BYTES) {
        throw new IOException(
            "tensor %s of shape %s lies at [%d, %d), expected to begin at %d"
                .formatted(name, entries.get(name), begin, end, expected));
      }
    }
    return header;
  }

  private static Shape shape(Map.Entry<String, JsonNode> tensor) throws IOException {
    var type = tensor.getValue().path("dtype").asText();
    if (!type.equals(FLOAT)) {
      throw new IOException(
          "tensor %s is of type '%s', expected %s".formatted(tensor.getKey(), type, FLOAT));
    }
    var dims = tensor.getValue().path("shape");
    var shape = new int[dims.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims.get(i).asInt(0);
      if (shape[i] < 1) {
        throw new IOException("tensor %s has a bad shape: %s".formatted(tensor.getKey(), dims));
      }
    }
    return Shape.of(shape);
  }
}
