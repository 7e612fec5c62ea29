package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** A table's columns: which one is the class, which are features. */
record CsvColumns(Path file, CsvTable table, int label, int[] feature) {

  /** The classes of the rows. */
  record Labels(int[] of, int classes) {}

  static CsvColumns choose(Path file, CsvTable table, String label, List<String> ignore) {
    int width = table.names().size();
    int labelColumn =
        label.equals("last") && !table.names().contains(label)
            ? width - 1
            : column(file, table, label, "label");
    var ignored = ignore.stream().map(name -> column(file, table, name, "ignore")).toList();
    int[] feature =
        IntStream.range(0, width).filter(i -> i != labelColumn && !ignored.contains(i)).toArray();
    if (feature.length == 0) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "data: %s has no column left for features".formatted(file));
    }
    return new CsvColumns(file, table, labelColumn, feature);
  }

  private static int column(Path file, CsvTable table, String name, String parameter) {
    int named = table.names().indexOf(name);
    if (named >= 0) {
      return named;
    }
    int width = table.names().size();
    if (name.matches("[1-9][0-9]{0,8}") && Integer.parseInt(name) <= width) {
      return Integer.parseInt(name) - 1;
    }
    throw new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "data.%s: %s has no column '%s'; its %d columns are %s"
            .formatted(
                parameter,
                file,
                name,
                width,
                String.join(", ", table.names().subList(0, Math.min(width, 20)))));
  }

  /** How many features there are. */
  int count() {
    return feature.length;
  }

  /** The features of every row. */
  float[][] features() {
    var rows = new float[table.rows().size()][feature.length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < feature.length; i++) {
        rows[row][i] = number(row, feature[i]);
      }
    }
    return rows;
  }

  private float number(int row, int column) {
    String cell = table.rows().get(row).get(column);
    try {
      float value = Float.parseFloat(cell);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the place.
    }
    throw DataFiles.corrupt(
        file,
        "line %d, column %s has '%s' where a number is wanted"
            .formatted(table.lines().get(row), table.names().get(column), cell));
  }

  /** The classes, numbered in the order of their names: by value if all are whole numbers. */
  Labels labels() {
    var names = table.rows().stream().map(cells -> cells.get(label)).distinct().toList();
    boolean whole = names.stream().allMatch(name -> name.matches("-?[0-9]{1,18}"));
    Comparator<String> order =
        whole ? Comparator.comparing(Long::parseLong) : Comparator.naturalOrder();
    var sorted = names.stream().sorted(order).toList();
    var classes = new HashMap<String, Integer>();
    for (int i = 0; i < sorted.size(); i++) {
      classes.put(sorted.get(i), i);
    }
    int[] of = table.rows().stream().mapToInt(cells -> classes.get(cells.get(label))).toArray();
    return new Labels(of, sorted.size());
  }
}
