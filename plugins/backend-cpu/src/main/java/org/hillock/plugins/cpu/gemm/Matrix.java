package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * A matrix in memory.
 *
 * @param offset elements before the first
 * @param stride elements from one stored row to the next
 * @param transposed whether columns are stored as rows
 */
public record Matrix(MemorySegment memory, long offset, long stride, boolean transposed)
    implements Left, Right {

  @Override
  public void pack(int row, int rows, int from, int depth, float[] to, Transposer transposer) {
    if (transposed) {
      transposer.copy(memory, at(from, row), 4 * stride, depth, rows, to, 0, depth);
    } else {
      for (int i = 0; i < rows; i++) {
        MemorySegment.copy(memory, Lanes.FLOAT, at(row + i, from), to, i * depth, depth);
      }
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
      for (int p = 0; p < depth; p++) {
        MemorySegment.copy(memory, Lanes.FLOAT, at(from + p, column), to, at + p * width, columns);
      }
    }
  }

  /**
   * Stores or adds rows of finished chains; not for a transposed matrix. What is stored is never
   * -0, wherever products that underflowed would have left one: an event-driven product skips the
   * zeros that might have changed its sign.
   *
   * @param tile rows {@code width} apart, of which {@code columns} count
   */
  void put(
      float[] tile, int width, int rows, int columns, int row, int column, boolean accumulate) {
    int whole = Lanes.SPECIES.loopBound(columns);
    var tail = Lanes.first(columns - whole);
    for (int i = 0; i < rows; i++) {
      long to = at(row + i, column);
      for (int j = 0; j < whole; j += Lanes.LENGTH) {
        var v = FloatVector.fromArray(Lanes.SPECIES, tile, i * width + j).add(0);
        Lanes.store(accumulate ? v.add(Lanes.load(memory, to + 4L * j)) : v, memory, to + 4L * j);
      }
      if (whole < columns) {
        var v = FloatVector.fromArray(Lanes.SPECIES, tile, i * width + whole).add(0);
        long last = to + 4L * whole;
        Lanes.store(accumulate ? v.add(Lanes.load(memory, last, tail)) : v, memory, last, tail);
      }
    }
  }

  /** The byte offset of an element, by stored row and column. */
  long at(int storedRow, int storedColumn) {
    return 4 * (offset + storedRow * stride + storedColumn);
  }
}
