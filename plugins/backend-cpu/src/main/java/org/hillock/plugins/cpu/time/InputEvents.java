package org.hillock.plugins.cpu.time;

import java.util.Arrays;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The events of a block of sequences, input by input: where the steps begin that each reaches.
 * Grows to the largest block listed.
 */
final class InputEvents {

  private int[] starts = {};
  private int[] places = {};
  private float[] values = {};
  private boolean binary;

  boolean binary() {
    return binary;
  }

  /**
   * Lists a block.
   *
   * @param rows the events of all rows, step by step
   */
  void list(Extents e, int block, Events[] rows) {
    int first = block * Extents.BLOCK;
    int end = first + e.rows(block);
    int count = 0;
    binary = true;
    for (int r = first; r < end; r++) {
      count += rows[r].starts()[e.steps()];
      binary &= rows[r].binary();
    }
    reserve(e.in(), count);
    Arrays.fill(starts, 0, e.in() + 2, 0);
    // While inputs fill, starts[i + 1] is where input i's next event goes.
    for (int r = first; r < end; r++) {
      var inputs = rows[r].columns();
      for (int event = 0, n = rows[r].starts()[e.steps()]; event < n; event++) {
        starts[inputs[event] + 2]++;
      }
    }
    for (int i = 2; i <= e.in(); i++) {
      starts[i] += starts[i - 1];
    }
    for (int r = first; r < end; r++) {
      place(rows[r], e, r - first);
    }
  }

  private void place(Events row, Extents e, int r) {
    var inputs = row.columns();
    for (int t = 0; t < e.steps(); t++) {
      int place = (r * e.reached() + t) * Lanes.LENGTH;
      for (int event = row.starts()[t]; event < row.starts()[t + 1]; event++) {
        int to = starts[inputs[event] + 1]++;
        places[to] = place;
        if (!binary) {
          values[to] = row.binary() ? 1 : row.values()[event];
        }
      }
    }
  }

  private void reserve(int inputs, int events) {
    if (starts.length < inputs + 2) {
      starts = new int[inputs + 2];
    }
    // Some more than now: steps differ a little.
    if (places.length < events) {
      places = new int[events + events / 4];
    }
    if (!binary && values.length < events) {
      values = new float[events + events / 4];
    }
  }

  /** Adds the windows of some inputs' events to their sums, {@code [in][width][lanes]}. */
  void run(
      WindowGradient kernel,
      Extents e,
      int first,
      int end,
      int shift,
      float[] gradients,
      float[] sums,
      int at) {
    for (int i = first; i < end; i++) {
      if (starts[i] < starts[i + 1]) {
        int to = at + i * e.width() * Lanes.LENGTH;
        kernel.run(starts[i], starts[i + 1], places, values, gradients, shift, sums, to);
      }
    }
  }
}
