package org.hillock.plugins.cpu.image;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.Windows;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * All elements of a window in groups. Neighbours in a row meet targets at a fixed distance: if
 * there are some, a rectangle of elements is summed over one vector of output channels, so that a
 * chain's targets stay in the inner cache; if not, each element over several vectors.
 *
 * @param width output channels summed at a time, in whole vectors
 */
record Taps(Phases rows, Phases columns, int width, List<TapGroup> groups) {

  /** Vectors of output channels of a single element. */
  private static final int VECTORS = 4;

  /** The fewest neighbours worth a group. */
  private static final int NEIGHBOURS = 3;

  /** The widest images whose rows of targets fit in a chain's block. */
  private static final int WIDEST = 1024;

  /** The groups of windows with so many output channels. */
  static Taps of(Windows w, int out, Gathers gathers) {
    var rows = Phases.of(w.rows(), w.height());
    var columns = Phases.of(w.columns(), w.width());
    boolean rectangles = columns.elements(0) >= NEIGHBOURS;
    int vectors = rectangles ? 1 : Math.min(VECTORS, (out + Lanes.LENGTH - 1) / Lanes.LENGTH);
    var taps = new Taps(rows, columns, vectors * Lanes.LENGTH, new ArrayList<>());
    for (int y = 0; y < rows.count(); y++) {
      for (int x = 0; x < columns.count(); x++) {
        if (rectangles) {
          taps.addRectangles(y, x, gathers);
        } else {
          taps.addSingles(y, x, vectors, gathers);
        }
      }
    }
    return taps;
  }

  /** Elements of a window. */
  int count() {
    return rows.window().size() * columns.window().size();
  }

  /** Whether blocks of targets have a reasonable size. */
  boolean fits() {
    return columns.targets() <= WIDEST;
  }

  private void addSingles(int y, int x, int vectors, Gathers gathers) {
    for (int i = 0; i < rows.elements(y); i++) {
      for (int j = 0; j < columns.elements(x); j++) {
        int row = rows.element(y, i);
        int column = columns.element(x, j);
        add(
            y,
            x,
            new int[] {tap(row, column)},
            new int[] {offset(row, column)},
            new Gathers.Kind(1, vectors, Lanes.LENGTH, true, Gathers.Start.ADD),
            gathers);
      }
    }
  }

  private void addRectangles(int y, int x, Gathers gathers) {
    int size = columns.elements(x);
    for (int j = 0; j < size; j += Gathers.MOST) {
      int across = Math.min(Gathers.MOST, size - j);
      int most = Gathers.MOST / across;
      for (int i = 0; i < rows.elements(y); i += most) {
        int down = Math.min(most, rows.elements(y) - i);
        var taps = new int[down * across];
        var offsets = new int[down];
        for (int r = 0; r < down; r++) {
          int row = rows.element(y, i + r);
          // The last element first: its target is the leftmost.
          offsets[r] = offset(row, columns.element(x, j + across - 1));
          for (int v = 0; v < across; v++) {
            taps[r * across + v] = tap(row, columns.element(x, j + across - 1 - v));
          }
        }
        int step = columns.stepDistance() * width;
        add(
            y,
            x,
            taps,
            offsets,
            new Gathers.Kind(down, across, step, true, Gathers.Start.ADD),
            gathers);
      }
    }
  }

  private int tap(int row, int column) {
    return row * columns.window().size() + column;
  }

  private int offset(int row, int column) {
    int pitch = TargetBlock.pitch(columns);
    return -(rows.distance(row) * pitch + columns.distance(column)) * width;
  }

  private void add(int y, int x, int[] taps, int[] offsets, Gathers.Kind ones, Gathers gathers) {
    var values = new Gathers.Kind(ones.rows(), ones.vectors(), ones.step(), false, ones.start());
    int phase = y * columns.count() + x;
    groups.add(new TapGroup(phase, taps, offsets, gathers.of(ones), gathers.of(values)));
  }
}
