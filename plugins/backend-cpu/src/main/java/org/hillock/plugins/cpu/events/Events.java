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

  private final ColumnBits bits = new ColumnBits();
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
    list(from, at, stride, rows, width, Math.max(1, width));
  }

  /**
   * Lists a matrix whose rows are cut into parts, each with a start of its own: part {@code p} of
   * row {@code r} is list {@code r·parts + p}. Columns still count from the row's first.
   *
   * @param from rows of floats
   * @param at byte offset of the first
   * @param stride bytes between rows
   * @param part columns of a part but the last; whole vectors, or all
   */
  public void list(MemorySegment from, long at, long stride, int rows, int width, int part) {
    int parts = (width + part - 1) / part;
    reserveStarts(rows * parts);
    binary = true;
    int count = 0;
    for (int r = 0, list = 0; r < rows; r++) {
      reserveEvents(count, width);
      for (int p = 0; p < width; p += part) {
        starts[list++] = count;
        count = listPart(from, at + r * stride, p, Math.min(width, p + part), count);
      }
    }
    starts[rows * parts] = count;
    if (!binary) {
      listValues(from, at, stride, rows, width, count);
    }
  }

  private int listPart(MemorySegment from, long row, int first, int end, int count) {
    int whole = first + Lanes.SPECIES.loopBound(end - first);
    for (int i = first; i < whole; i += Lanes.LENGTH) {
      var v = FloatVector.fromMemorySegment(Lanes.SPECIES, from, row + 4L * i, Lanes.ORDER);
      var event = v.compare(VectorOperators.NE, 0);
      putColumns(i, event, count);
      count += event.trueCount();
      if (v.compare(VectorOperators.NE, 1, event).anyTrue()) {
        binary = false;
      }
    }
    if (whole < end) {
      var v =
          FloatVector.fromMemorySegment(
              Lanes.SPECIES, from, row + 4L * whole, Lanes.ORDER, Lanes.first(end - whole));
      var event = v.compare(VectorOperators.NE, 0);
      putColumns(whole, event, count);
      count += event.trueCount();
      if (v.compare(VectorOperators.NE, 1, event).anyTrue()) {
        binary = false;
      }
    }
    return count;
  }

  private void putColumns(int first, VectorMask<Float> event, int to) {
    IntVector.broadcast(INTS, first).addIndex(1).compress(event.cast(INTS)).intoArray(columns, to);
  }

  private void listValues(
      MemorySegment from, long at, long stride, int rows, int width, int count) {
    reserveValues(count);
    int to = 0;
    int whole = Lanes.SPECIES.loopBound(width);
    var tail = Lanes.first(width - whole);
    for (int r = 0; r < rows; r++) {
      long row = at + r * stride;
      for (int i = 0; i < whole; i += Lanes.LENGTH) {
        to =
            putValues(
                FloatVector.fromMemorySegment(Lanes.SPECIES, from, row + 4L * i, Lanes.ORDER), to);
      }
      if (whole < width) {
        to =
            putValues(
                FloatVector.fromMemorySegment(
                    Lanes.SPECIES, from, row + 4L * whole, Lanes.ORDER, tail),
                to);
      }
    }
  }

  private int putValues(FloatVector v, int to) {
    var event = v.compare(VectorOperators.NE, 0);
    v.compress(event).intoArray(values, to);
    return to + event.trueCount();
  }

  /**
   * Lists the transpose of a matrix: its columns are the lists' rows.
   *
   * @param from rows of floats
   * @param at byte offset of the first
   * @param stride bytes between rows
   */
  public void listTransposed(MemorySegment from, long at, long stride, int rows, int width) {
    binary = bits.read(from, at, stride, rows, width);
    reserveStarts(width);
    int count = 0;
    for (int c = 0; c < width; c++) {
      reserveEvents(count, rows);
      starts[c] = count;
      for (int w = 0; w < bits.words(); w++) {
        long word = bits.word(c, w);
        if ((word & word - 1) == 0) {
          columns[count] = w * Long.SIZE + Long.numberOfTrailingZeros(word);
          count += Long.bitCount(word);
          continue;
        }
        for (int i = 0; i < Long.SIZE; i += Lanes.LENGTH) {
          var event = VectorMask.fromLong(INTS, word >>> i);
          IntVector.broadcast(INTS, w * Long.SIZE + i)
              .addIndex(1)
              .compress(event)
              .intoArray(columns, count);
          count += event.trueCount();
        }
      }
    }
    starts[width] = count;
    if (!binary) {
      reserveValues(count);
      for (int c = 0; c < width; c++) {
        for (int i = starts[c]; i < starts[c + 1]; i++) {
          values[i] = from.get(Lanes.FLOAT, at + columns[i] * stride + 4L * c);
        }
      }
    }
  }

  private void reserveStarts(int lists) {
    if (starts.length < lists + 1) {
      starts = new int[lists + 1];
    }
  }

  /** Room for more events after these. */
  private void reserveEvents(int count, int more) {
    // Whole vectors are stored at the last event.
    int room = count + more + Lanes.LENGTH;
    if (columns.length < room) {
      columns = Arrays.copyOf(columns, Math.max(room, 2 * columns.length));
    }
  }

  private void reserveValues(int events) {
    if (values.length < events + Lanes.LENGTH) {
      // Some more than now: steps differ a little.
      values = new float[events + events / 4 + Lanes.LENGTH];
    }
  }
}
