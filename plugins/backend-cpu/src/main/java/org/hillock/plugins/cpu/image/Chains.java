package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Ended chains, written to results. */
final class Chains {

  /** Floats of four vectors: most blocks are so wide, or twice. */
  private static final int FOUR = 4 * Lanes.LENGTH;

  private Chains() {}

  /**
   * Writes rows of chains to rows of memory.
   *
   * @param stride floats between the rows of {@code chains}
   * @param columns floats of each
   * @param to bytes before the first row in memory
   * @param toStride bytes between rows there
   */
  static void put(
      float[] chains,
      int at,
      int stride,
      int rows,
      int columns,
      MemorySegment memory,
      long to,
      long toStride) {
    int whole = Lanes.SPECIES.loopBound(columns);
    var tail = Lanes.first(columns - whole);
    for (int r = 0; r < rows; r++) {
      int from = at + r * stride;
      long row = to + r * toStride;
      for (int j = 0; j < whole; j += Lanes.LENGTH) {
        FloatVector.fromArray(Lanes.SPECIES, chains, from + j)
            .intoMemorySegment(memory, row + 4L * j, Lanes.ORDER);
      }
      if (whole < columns) {
        FloatVector.fromArray(Lanes.SPECIES, chains, from + whole)
            .intoMemorySegment(memory, row + 4L * whole, Lanes.ORDER, tail);
      }
    }
  }

  /**
   * Writes rows of chains added to other rows, which may be those that are written.
   *
   * @param stride floats between the rows of {@code chains}
   * @param columns floats of each
   * @param others what chains are added to
   * @param other bytes before the first row there
   * @param otherStride bytes between rows there; 0: the same row for all
   * @param to bytes before the first row in memory
   * @param toStride bytes between rows there
   */
  static void end(
      float[] chains,
      int at,
      int stride,
      int rows,
      int columns,
      MemorySegment others,
      long other,
      long otherStride,
      MemorySegment memory,
      long to,
      long toStride) {
    int whole = columns - columns % FOUR;
    for (int j = 0; j < whole; j += FOUR) {
      endFour(
          chains,
          at + j,
          stride,
          rows,
          others,
          other + 4L * j,
          otherStride,
          memory,
          to + 4L * j,
          toStride);
    }
    for (int j = whole; j < columns; j += Lanes.LENGTH) {
      var lanes = Lanes.first(Math.min(Lanes.LENGTH, columns - j));
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(Lanes.SPECIES, chains, at + r * stride + j)
            .add(
                FloatVector.fromMemorySegment(
                    Lanes.SPECIES, others, other + r * otherStride + 4L * j, Lanes.ORDER, lanes))
            .intoMemorySegment(memory, to + r * toStride + 4L * j, Lanes.ORDER, lanes);
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
