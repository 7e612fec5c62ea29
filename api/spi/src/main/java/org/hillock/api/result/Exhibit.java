package org.hillock.api.result;

import java.util.List;

/** Something shown in a section of a report. */
public sealed interface Exhibit {

  /** What is to be seen, one line. */
  String caption();

  /** How a chart draws its series. */
  enum Style {
    /** A line through the points, in the order given. */
    LINE,
    /** A bar at each x, for histograms; all series have the same x. */
    BARS,
    /** A mark for each point, for rasters. */
    POINTS
  }

  /**
   * A chart of series over a common pair of axes.
   *
   * @param x what the horizontal axis is, with its unit
   * @param y what the vertical axis is, with its unit
   */
  record Chart(String caption, Style style, String x, String y, List<Series> series)
      implements Exhibit {

    public Chart {
      series = List.copyOf(series);
    }
  }

  /**
   * A table.
   *
   * @param columns their names
   * @param rows cells as people read them, as many as columns in each row
   */
  record Table(String caption, List<String> columns, List<List<String>> rows) implements Exhibit {

    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (var row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "table '%s' has %d columns, a row has %d"
                  .formatted(caption, columns.size(), row.size()));
        }
      }
    }
  }

  /**
   * A series of points. The arrays belong to it: hand over copies.
   *
   * @param name for the legend
   * @param x as many as {@code y}
   */
  record Series(String name, double[] x, double[] y) {

    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "series '%s' has %d x and %d y".formatted(name, x.length, y.length));
      }
    }
  }
}
