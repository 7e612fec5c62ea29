package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Ended chains, added to what their results are so far. */
final class Chains {

  /** Floats of four vectors, bytes of one: most blocks have four vectors, or eight. */
  private static final int FOUR = 4 * Lanes.LENGTH;

  private Chains() {}

  /**
   * Writes rows of chains, added to the rows of a matrix, to the same rows of another.
   *
   * @param stride floats between the rows of {@code chains}
   * @param columns floats of each
   * @param others what chains are added to; may be {@code y}
   * @param row the first in both matrices
   * @param column the first in both
   */
  static void end(
      float[] chains,
      int at,
      int stride,
      int rows,
      int columns,
      Matrix others,
      Matrix y,
      int row,
      int column) {
    int whole = columns - columns % FOUR;
    for (int j = 0; j < columns; j += j < whole ? FOUR : Lanes.LENGTH) {
      long from = others.at(row, column + j);
      long to = y.at(row, column + j);
      long fromStride = 4 * others.stride();
      long toStride = 4 * y.stride();
      if (j < whole) {
        endFour(
            chains,
            at + j,
            stride,
            rows,
            others.memory(),
            from,
            fromStride,
            y.memory(),
            to,
            toStride);
        continue;
      }
      var lanes = Lanes.first(Math.min(Lanes.LENGTH, columns - j));
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(Lanes.SPECIES, chains, at + r * stride + j)
            .add(
                FloatVector.fromMemorySegment(
                    Lanes.SPECIES, others.memory(), from + r * fromStride, Lanes.ORDER, lanes))
            .intoMemorySegment(y.memory(), to + r * toStride, Lanes.ORDER, lanes);
      }
    }
  }

  /** Without a loop over so few vectors. */
  private static void endFour(
      float[] chains,
      int at,
      int stride,
      int rows,
      MemorySegment others,
      long other,
      long otherStride,
      MemorySegment memory,
      long to,
      long toStride) {
    for (int r = 0; r < rows; r++) {
      int from = at + r * stride;
      long row = other + r * otherStride;
      var a = sum(chains, from, others, row);
      var b = sum(chains, from + Lanes.LENGTH, others, row + FOUR);
      var c = sum(chains, from + 2 * Lanes.LENGTH, others, row + 2 * FOUR);
      var d = sum(chains, from + 3 * Lanes.LENGTH, others, row + 3 * FOUR);
      long y = to + r * toStride;
      a.intoMemorySegment(memory, y, Lanes.ORDER);
      b.intoMemorySegment(memory, y + FOUR, Lanes.ORDER);
      c.intoMemorySegment(memory, y + 2 * FOUR, Lanes.ORDER);
      d.intoMemorySegment(memory, y + 3 * FOUR, Lanes.ORDER);
    }
  }

  private static FloatVector sum(float[] chains, int at, MemorySegment others, long other) {
    return FloatVector.fromArray(Lanes.SPECIES, chains, at)
        .add(FloatVector.fromMemorySegment(Lanes.SPECIES, others, other, Lanes.ORDER));
  }
}
