package org.hillock.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns as wide as their widest cell. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table without a heading. */
  public Table() {}

  /** A table with a heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row; it may have fewer cells than others. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Its lines, without space at their ends. */
  public List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> cell(row, c).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> cell(row, c) + " ".repeat(widths[c] - cell(row, c).length()))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? row.get(column) : "";
  }
}
