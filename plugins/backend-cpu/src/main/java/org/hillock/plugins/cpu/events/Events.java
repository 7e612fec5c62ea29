package org.hillock.plugins.cpu.events;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The events of a matrix: its elements that are not zero (NaN is not), row by row, columns
 * ascending. The events of row {@code r} have the numbers {@code [starts()[r], starts()[r + 1])}.
 *
 * <p>An instance serves one thread at a time and is filled again and again: its arrays grow to the
 * largest matrix listed and are valid until the next listing. They may be longer than the lists.
 */
public final class Events {

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());

  private int[] starts = new int[1];
  private int[] columns = new int[0];
  private float[] values = new float[0];
  private boolean binary = true;

  /** Where each row's events begin; one number more than there are rows. */
  public int[] starts() {
    return starts;
  }

  /** The column of each event. */
  public int[] columns() {
    return columns;
  }

  /** Whether every event's value is 1; {@link #values()} then holds nothing. */
  public boolean binary() {
    return binary;
  }

  /** The value of each event, unless {@link #binary()}. */
  public float[] values() {
    return values;
  }

  /**
   * Lists a matrix.
   *
   * @param from rows of floats
   * @param at byte offset of the first
   * @param stride bytes between rows
   */
  public void list(MemorySegment from, long at, long stride, int rows, int width) {
    reserve(rows, rows * width);
    int count = 0;
    int ones = 0;
    int whole = Lanes.SPECIES.loopBound(width);
    var tail = Lanes.first(width - whole);
    for (int r = 0; r < rows; r++) {
      starts[r] = count;
      long row = at + r * stride;
      for (int i = 0; i < whole; i += Lanes.LENGTH) {
        var v = Lanes.load(from, row + 4L * i);
        var event = v.compare(VectorOperators.NE, 0);
        putColumns(i, event, count);
        count += event.trueCount();
        ones += v.compare(VectorOperators.EQ, 1).trueCount();
      }
      if (whole < width) {
        var v = Lanes.load(from, row + 4L * whole, tail);
        var event = v.compare(VectorOperators.NE, 0);
        putColumns(whole, event, count);
        count += event.trueCount();
        ones += v.compare(VectorOperators.EQ, 1).trueCount();
      }
    }
    starts[rows] = count;
    binary = ones == count;
    if (!binary) {
      listValues(from, at, stride, rows, width);
    }
  }

  private void putColumns(int first, VectorMask<Float> event, int to) {
    IntVector.zero(INTS).addIndex(1).add(first).compress(event.cast(INTS)).intoArray(columns, to);
  }

  private void listValues(MemorySegment from, long at, long stride, int rows, int width) {
    reserveValues(rows * width);
    int whole = Lanes.SPECIES.loopBound(width);
    var tail = Lanes.first(width - whole);
    for (int r = 0; r < rows; r++) {
      int to = starts[r];
      long row = at + r * stride;
      for (int i = 0; i < whole; i += Lanes.LENGTH) {
        to = putValues(Lanes.load(from, row + 4L * i), to);
      }
      if (whole < width) {
        putValues(Lanes.load(from, row + 4L * whole, tail), to);
      }
    }
  }

  private int putValues(FloatVector v, int to) {
    var event = v.compare(VectorOperators.NE, 0);
    v.compress(event).intoArray(values, to);
    return to + event.trueCount();
  }

  /**
   * Lists the transpose of a listed matrix: this instance's columns are its rows.
   *
   * @param of another instance
   * @param rows of that matrix
   * @param width its columns
   */
  public void listTransposed(Events of, int rows, int width) {
    int count = of.starts[rows];
    reserve(width, rows * width);
    Arrays.fill(starts, 0, width + 2, 0);
    // While rows fill, starts[c + 1] is where column c's next event goes.
    for (int i = 0; i < count; i++) {
      starts[of.columns[i] + 2]++;
    }
    for (int c = 2; c <= width; c++) {
      starts[c] += starts[c - 1];
    }
    binary = of.binary;
    if (!binary) {
      reserveValues(rows * width);
    }
    for (int r = 0; r < rows; r++) {
      for (int i = of.starts[r]; i < of.starts[r + 1]; i++) {
        int to = starts[of.columns[i] + 1]++;
        columns[to] = r;
        if (!binary) {
          values[to] = of.values[i];
        }
      }
    }
  }

  private void reserve(int rows, int events) {
    // One more than the lists need, for counting.
    if (starts.length < rows + 2) {
      starts = new int[rows + 2];
    }
    // Whole vectors are stored at the last event.
    if (columns.length < events + Lanes.LENGTH) {
      columns = new int[events + Lanes.LENGTH];
    }
  }

  private void reserveValues(int events) {
    if (values.length < events + Lanes.LENGTH) {
      values = new float[events + Lanes.LENGTH];
    }
  }
}
