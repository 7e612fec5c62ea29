package org.hillock.plugins.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file as rows of cells.
 *
 * @param names the columns' names; their numbers from 1 if the file names none
 * @param rows the cells, every row with as many as there are columns
 * @param lines the line each row stands in, from 1
 */
record CsvTable(List<String> names, List<List<String>> rows, List<Integer> lines) {

  static CsvTable read(Path file, char separator, boolean header) {
    return DataFiles.read(file, in -> read(file, in, separator, header));
  }

  private static CsvTable read(Path file, InputStream in, char separator, boolean header)
      throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> names = new ArrayList<>();
    var rows = new ArrayList<List<String>>();
    var lines = new ArrayList<Integer>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      var cells = cells(line, separator);
      if (names.isEmpty()) {
        for (int i = 0; i < cells.size(); i++) {
          names.add(header ? cells.get(i) : Integer.toString(i + 1));
        }
        if (header) {
          continue;
        }
      }
      if (cells.size() != names.size()) {
        throw DataFiles.corrupt(
            file,
            "line %d has %d cells, the first has %d".formatted(number, cells.size(), names.size()));
      }
      rows.add(cells);
      lines.add(number);
    }
    if (rows.isEmpty()) {
      throw DataFiles.corrupt(file, "it has no samples");
    }
    return new CsvTable(names, rows, lines);
  }

  /**
   * The cells of a line; a cell in double quotes may hold the separator, and {@code ""} a quote.
   */
  static List<String> cells(String line, char separator) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
