package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * A matrix in memory.
 *
 * @param offset elements before the first
 * @param stride elements from one stored row to the next; 0: all rows are the same
 * @param transposed whether columns are stored as rows
 */
public record Matrix(MemorySegment memory, long offset, long stride, boolean transposed)
    implements Left, Right {

  /** Up to here rows are copied faster one vector at a time. */
  private static final int SHORT = 64;

  /** Floats of four vectors, bytes of one. */
  private static final int FOUR = 4 * Lanes.LENGTH;

  @Override
  public void pack(int row, int rows, int from, int depth, float[] to) {
    if (transposed) {
      copy(from, depth, row, rows, to, 0, rows);
    } else {
      copy(row, rows, from, depth, to, 0, depth);
    }
  }

  @Override
  public void pack(
      int from,
      int depth,
      int column,
      int columns,
      float[] to,
      int at,
      int width,
      Transposer transposer) {
    if (transposed) {
      transposer.copy(memory, at(column, from), 4 * stride, columns, depth, to, at, width);
    } else {
      copy(from, depth, column, columns, to, at, width);
    }
  }

  /**
   * Stores or adds rows of finished chains; not for a transposed matrix. What is stored is never
   * -0, wherever products that underflowed would have left one: an event-driven product skips the
   * zeros that might have changed its sign.
   *
   * @param tile rows {@code width} apart from {@code at}, of which {@code columns} count
   */
  public void put(
      float[] tile,
      int at,
      int width,
      int rows,
      int columns,
      int row,
      int column,
      boolean accumulate) {
    int whole = Lanes.SPECIES.loopBound(columns);
    for (int i = 0; i < rows; i++) {
      long to = at(row + i, column);
      int start = at + i * width;
      for (int j = 0; j < whole; j += Lanes.LENGTH) {
        var v = FloatVector.fromArray(Lanes.SPECIES, tile, start + j).add(0);
        if (accumulate) {
          v = v.add(FloatVector.fromMemorySegment(Lanes.SPECIES, memory, to + 4L * j, Lanes.ORDER));
        }
        v.intoMemorySegment(memory, to + 4L * j, Lanes.ORDER);
      }
      if (whole < columns) {
        var tail = Lanes.first(columns - whole);
        var v = FloatVector.fromArray(Lanes.SPECIES, tile, start + whole).add(0);
        long last = to + 4L * whole;
        var sum =
            accumulate
                ? v.add(
                    FloatVector.fromMemorySegment(Lanes.SPECIES, memory, last, Lanes.ORDER, tail))
                : v;
        sum.intoMemorySegment(memory, last, Lanes.ORDER, tail);
      }
    }
  }

  /** Loads rows into a tile; not for a transposed matrix. */
  void get(int row, int rows, int column, int columns, float[] tile, int at, int width) {
    copy(row, rows, column, columns, tile, at, width);
  }

  private void copy(int row, int rows, int column, int columns, float[] to, int at, int width) {
    if (columns == stride && columns == width) {
      MemorySegment.copy(memory, Lanes.FLOAT, at(row, 0), to, at, rows * columns);
    } else if (columns == FOUR || columns == 2 * FOUR) {
      for (int j = 0; j < columns; j += FOUR) {
        copyFour(row, rows, column + j, to, at + j, width);
      }
    } else if (columns <= SHORT) {
      copyShort(row, rows, column, columns, to, at, width);
    } else {
      for (int i = 0; i < rows; i++) {
        MemorySegment.copy(memory, Lanes.FLOAT, at(row + i, column), to, at + i * width, columns);
      }
    }
  }

  /** The width of most panels, or half of it, without a loop over so few vectors. */
  private void copyFour(int row, int rows, int column, float[] to, int at, int width) {
    for (int i = 0; i < rows; i++) {
      long from = at(row + i, column);
      int start = at + i * width;
      FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from, Lanes.ORDER).intoArray(to, start);
      FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from + FOUR, Lanes.ORDER)
          .intoArray(to, start + Lanes.LENGTH);
      FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from + 2 * FOUR, Lanes.ORDER)
          .intoArray(to, start + 2 * Lanes.LENGTH);
      FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from + 3 * FOUR, Lanes.ORDER)
          .intoArray(to, start + 3 * Lanes.LENGTH);
    }
  }

  private void copyShort(
      int row, int rows, int column, int columns, float[] to, int at, int width) {
    int whole = Lanes.SPECIES.loopBound(columns);
    for (int i = 0; i < rows; i++) {
      long from = at(row + i, column);
      int start = at + i * width;
      for (int j = 0; j < whole; j += Lanes.LENGTH) {
        FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from + 4L * j, Lanes.ORDER)
            .intoArray(to, start + j);
      }
      if (whole < columns) {
        var tail = Lanes.first(columns - whole);
        FloatVector.fromMemorySegment(Lanes.SPECIES, memory, from + 4L * whole, Lanes.ORDER, tail)
            .intoArray(to, start + whole, tail);
      }
    }
  }

  /** The byte offset of an element, by stored row and column. */
  long at(int storedRow, int storedColumn) {
    return 4 * (offset + storedRow * stride + storedColumn);
  }
}
