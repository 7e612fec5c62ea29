package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Transposes squares of vectors. Interleaving the first half of the rows with the second, done
 * log2(length) times, is the transposition. One instance serves one thread.
 */
public final class Transposer {

  private static final int L = Lanes.LENGTH;

  /** Where the halves of two vectors taken by turns come from; lanes of the second are L higher. */
  private static final FloatVector LOW = turns(0);

  private static final FloatVector HIGH = turns(L / 2);

  private float[] square = new float[L * L];
  private float[] other = new float[L * L];

  private static FloatVector turns(int first) {
    var lanes = new float[L];
    for (int i = 0; i < L; i++) {
      lanes[i] = first + i / 2 + i % 2 * L;
    }
    return FloatVector.fromArray(Lanes.SPECIES, lanes, 0);
  }

  /**
   * Copies the transpose of a matrix.
   *
   * @param from rows of {@code columns} floats
   * @param at byte offset of the first
   * @param fromStride bytes between rows
   * @param to receives {@code columns} rows of {@code rows} floats
   * @param toStride floats between those
   */
  public void copy(
      MemorySegment from,
      long at,
      long fromStride,
      int rows,
      int columns,
      float[] to,
      int offset,
      int toStride) {
    for (int i = 0; i < rows; i += L) {
      for (int j = 0; j < columns; j += L) {
        load(from, at + i * fromStride + 4L * j, fromStride, rows - i, columns - j);
        transpose();
        store(to, offset + j * toStride + i, toStride, rows - i, columns - j);
      }
    }
  }

  private void transpose() {
    for (int size = L; size > 1; size >>= 1) {
      interleave(square, other);
      var swap = square;
      square = other;
      other = swap;
    }
  }

  private void load(MemorySegment from, long at, long stride, int rows, int columns) {
    int n = Math.min(rows, L);
    if (columns >= L) {
      for (int i = 0; i < n; i++) {
        FloatVector.fromMemorySegment(Lanes.SPECIES, from, at + i * stride, Lanes.ORDER)
            .intoArray(square, i * L);
      }
    } else {
      // Lanes beyond the last column hold what was there: they end in rows that are not stored.
      // Masked vectors, being rare here, were not compiled into this method and lay on the heap.
      for (int i = 0; i < n; i++) {
        MemorySegment.copy(from, Lanes.FLOAT, at + i * stride, square, i * L, columns);
      }
    }
  }

  private static void interleave(float[] from, float[] to) {
    for (int i = 0; i < L / 2; i++) {
      var a = FloatVector.fromArray(Lanes.SPECIES, from, i * L);
      var b = FloatVector.fromArray(Lanes.SPECIES, from, (i + L / 2) * L);
      LOW.selectFrom(a, b).intoArray(to, 2 * i * L);
      HIGH.selectFrom(a, b).intoArray(to, (2 * i + 1) * L);
    }
  }

  private void store(float[] to, int at, int stride, int rows, int columns) {
    int n = Math.min(columns, L);
    if (rows >= L) {
      for (int j = 0; j < n; j++) {
        FloatVector.fromArray(Lanes.SPECIES, square, j * L).intoArray(to, at + j * stride);
      }
    } else {
      for (int j = 0; j < n; j++) {
        System.arraycopy(square, j * L, to, at + j * stride, rows);
      }
    }
  }
}
