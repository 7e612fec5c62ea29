package org.hillock.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Samples of one shape.
 *
 * @param values {@code [count][size]}, row by row
 * @param size values of one sample
 */
public record Samples(float[] values, int size) {

  /** Takes numbers one by one. */
  public interface Sink {
    void add(float value);
  }

  /**
   * Reads samples.
   *
   * @param file CSV without heading, a sample a line; or JSON, an array with an array for each
   *     sample, which may be nested as the shape is, or with a mapping of its parts
   * @param shape of one sample
   * @param parts the shapes of a sample's parts by their names, in the order in which they lie in a
   *     sample; empty if it is one whole
   * @throws HillockException {@code CORRUPT_FILE} with the line or sample that is wrong
   */
  public static Samples read(Path file, List<Long> shape, SequencedMap<String, List<Long>> parts)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    int size = size(shape);
    var text = Files.readString(file, StandardCharsets.UTF_8);
    var rows = text.stripLeading().startsWith("[") ? json(file, text, parts) : csv(file, text);
    if (rows.isEmpty()) {
      throw wrong(file, "has no samples");
    }
    var values = new float[Math.multiplyExact(rows.size(), size)];
    for (int row = 0; row < rows.size(); row++) {
      var one = rows.get(row);
      requireSize(file, one.place(), one.numbers().size(), shape);
      for (int i = 0; i < size; i++) {
        values[row * size + i] = one.numbers().get(i);
      }
    }
    return new Samples(values, size);
  }

  private static int size(List<Long> shape) {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  private static void requireSize(Path file, String place, int values, List<Long> shape) {
    if (values != size(shape)) {
      throw wrong(
          file,
          "%s has %d values; the network takes %d (shape %s)"
              .formatted(place, values, size(shape), shape));
    }
  }

  private record Row(String place, List<Float> numbers) {}

  private static List<Row> csv(Path file, String text) {
    var rows = new ArrayList<Row>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        var numbers = new ArrayList<Float>();
        for (var cell : line.strip().split("\\s*[,;]\\s*|\\s+")) {
          numbers.add(number(file, "line " + number, cell));
        }
        rows.add(new Row("line " + number, numbers));
      }
    }
    return rows;
  }

  private static float number(Path file, String place, String cell) {
    try {
      return Float.parseFloat(cell);
    } catch (NumberFormatException _) {
      throw wrong(file, "%s: '%s' is no number".formatted(place, cell));
    }
  }

  private static List<Row> json(Path file, String text, SequencedMap<String, List<Long>> parts) {
    try {
      var rows = new ArrayList<Row>();
      for (var sample : new JsonMapper().readTree(text)) {
        var place = "sample " + rows.size();
        var numbers = new ArrayList<Float>();
        if (sample.isObject()) {
          parts(file, place, sample, parts, numbers);
        } else {
          flatten(file, place, sample, numbers);
        }
        rows.add(new Row(place, numbers));
      }
      return rows;
    } catch (JsonProcessingException e) {
      throw wrong(file, "is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void parts(
      Path file,
      String place,
      JsonNode sample,
      SequencedMap<String, List<Long>> parts,
      List<Float> into) {
    var given = sample.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    if (!given.equals(parts.keySet())) {
      throw wrong(
          file,
          parts.isEmpty()
              ? place + " is a mapping, but the network's samples have no parts; give its numbers"
              : "%s has the parts %s; the network takes %s"
                  .formatted(place, new TreeSet<>(given), parts.keySet()));
    }
    parts.forEach(
        (name, shape) -> {
          int before = into.size();
          flatten(file, place, sample.get(name), into);
          requireSize(file, place + ", " + name + ",", into.size() - before, shape);
        });
  }

  private static void flatten(Path file, String place, JsonNode node, List<Float> into) {
    if (node.isArray()) {
      node.forEach(element -> flatten(file, place, element, into));
    } else if (node.isNumber()) {
      into.add(node.floatValue());
    } else {
      throw wrong(file, "%s: %s is no number".formatted(place, node));
    }
  }

  private static HillockException wrong(Path file, String message) {
    return new HillockException(ErrorCode.CORRUPT_FILE, file + ": " + message);
  }

  /** How many there are. */
  public int count() {
    return values.length / size;
  }

  /** Hands out the values of some. */
  public void copy(int from, int count, Sink sink) {
    for (int i = from * size; i < (from + count) * size; i++) {
      sink.add(values[i]);
    }
  }
}
