package org.hillock.plugins.cpu.events;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Where a row of floats is not zero (NaN is not), a bit for each. */
public final class RowBits {

  private static final int L = Lanes.LENGTH;

  private RowBits() {}

  /**
   * Reads a row into words of 64 bits, of which the last may be partly used.
   *
   * @param from a row of floats from byte {@code at} on
   * @param words the first goes to element {@code to}
   * @return not 0 if any element is neither 0 nor 1
   */
  public static long read(MemorySegment from, long at, int width, long[] words, int to) {
    long strange = 0;
    int column = 0;
    for (; column + Long.SIZE <= width; column += Long.SIZE) {
      long word = 0;
      for (int i = 0; i < Long.SIZE; i += L) {
        var v =
            FloatVector.fromMemorySegment(Lanes.SPECIES, from, at + 4L * (column + i), Lanes.ORDER);
        long events = events(v);
        word |= events << i;
        strange |= events & others(v);
      }
      words[to++] = word;
    }
    if (column < width) {
      long word = 0;
      for (int i = 0; column + i < width; i += L) {
        var v =
            FloatVector.fromMemorySegment(
                Lanes.SPECIES,
                from,
                at + 4L * (column + i),
                Lanes.ORDER,
                Lanes.first(width - column - i));
        long events = events(v);
        word |= events << i;
        strange |= events & others(v);
      }
      words[to] = word;
    }
    return strange;
  }

  private static long events(FloatVector v) {
    return v.compare(VectorOperators.NE, 0).toLong();
  }

  /** Lanes that are not 1. */
  private static long others(FloatVector v) {
    return v.compare(VectorOperators.NE, 1).toLong();
  }
}
