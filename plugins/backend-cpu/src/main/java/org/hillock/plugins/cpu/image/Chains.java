package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Ended chains, added to results. */
final class Chains {

  /** Floats of four vectors: most blocks are so wide, or twice. */
  private static final int FOUR = 4 * Lanes.LENGTH;

  private Chains() {}

  /**
   * Adds rows of chains to rows of memory, or puts them there.
   *
   * @param stride floats between the rows of {@code chains}
   * @param columns floats of each
   * @param to bytes before the first row in memory
   * @param toStride bytes between rows there
   */
  static void end(
      float[] chains,
      int at,
      int stride,
      int rows,
      int columns,
      MemorySegment memory,
      long to,
      long toStride,
      boolean add) {
    if (columns % FOUR == 0) {
      for (int j = 0; j < columns; j += FOUR) {
        endFour(chains, at + j, stride, rows, memory, to + 4L * j, toStride, add);
      }
      return;
    }
    int whole = Lanes.SPECIES.loopBound(columns);
    var tail = Lanes.first(columns - whole);
    for (int r = 0; r < rows; r++) {
      int from = at + r * stride;
      long row = to + r * toStride;
      for (int j = 0; j < whole; j += Lanes.LENGTH) {
        var v = FloatVector.fromArray(Lanes.SPECIES, chains, from + j);
        var sum =
            add
                ? v.add(
                    FloatVector.fromMemorySegment(Lanes.SPECIES, memory, row + 4L * j, Lanes.ORDER))
                : v;
        sum.intoMemorySegment(memory, row + 4L * j, Lanes.ORDER);
      }
      if (whole < columns) {
        var v = FloatVector.fromArray(Lanes.SPECIES, chains, from + whole);
        long last = row + 4L * whole;
        var sum =
            add
                ? v.add(
                    FloatVector.fromMemorySegment(Lanes.SPECIES, memory, last, Lanes.ORDER, tail))
                : v;
        sum.intoMemorySegment(memory, last, Lanes.ORDER, tail);
      }
    }
  }

  /** Without a loop over so few vectors. */
  private static void endFour(
      float[] chains,
      int at,
      int stride,
      int rows,
      MemorySegment memory,
      long to,
      long toStride,
      boolean add) {
    for (int r = 0; r < rows; r++) {
      int from = at + r * stride;
      long row = to + r * toStride;
      var a = FloatVector.fromArray(Lanes.SPECIES, chains, from);
      var b = FloatVector.fromArray(Lanes.SPECIES, chains, from + Lanes.LENGTH);
      var c = FloatVector.fromArray(Lanes.SPECIES, chains, from + 2 * Lanes.LENGTH);
      var d = FloatVector.fromArray(Lanes.SPECIES, chains, from + 3 * Lanes.LENGTH);
      if (add) {
        a = a.add(FloatVector.fromMemorySegment(Lanes.SPECIES, memory, row, Lanes.ORDER));
        b = b.add(FloatVector.fromMemorySegment(Lanes.SPECIES, memory, row + FOUR, Lanes.ORDER));
        c =
            c.add(
                FloatVector.fromMemorySegment(Lanes.SPECIES, memory, row + 2 * FOUR, Lanes.ORDER));
        d =
            d.add(
                FloatVector.fromMemorySegment(Lanes.SPECIES, memory, row + 3 * FOUR, Lanes.ORDER));
      }
      a.intoMemorySegment(memory, row, Lanes.ORDER);
      b.intoMemorySegment(memory, row + FOUR, Lanes.ORDER);
      c.intoMemorySegment(memory, row + 2 * FOUR, Lanes.ORDER);
      d.intoMemorySegment(memory, row + 3 * FOUR, Lanes.ORDER);
    }
  }
}
