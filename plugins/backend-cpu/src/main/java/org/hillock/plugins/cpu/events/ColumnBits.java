package org.hillock.plugins.cpu.events;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Where the columns of a matrix are not zero, a bit for each element: rows are read as they lie and
 * squares of 64×64 bits transposed (Warren, "Hacker's Delight", section 7-3).
 */
final class ColumnBits {

  private static final int SIDE = Long.SIZE;
  private static final int L = Lanes.LENGTH;

  private final long[] square = new long[SIDE];

  /** Up to 64 rows, each in words. */
  private long[] band = new long[0];

  /** For each column as many words as there are bands. */
  private long[] words = new long[0];

  private int bands;

  /**
   * Reads a matrix.
   *
   * @param from rows of floats
   * @param at byte offset of the first
   * @param stride bytes between rows
   * @return whether every element that is not zero is 1
   */
  boolean read(MemorySegment from, long at, long stride, int rows, int width) {
    int across = (width + SIDE - 1) / SIDE;
    bands = (rows + SIDE - 1) / SIDE;
    if (words.length < across * SIDE * bands) {
      words = new long[across * SIDE * bands];
    }
    if (band.length < across * SIDE) {
      band = new long[across * SIDE];
    }
    long strange = 0;
    for (int b = 0; b < bands; b++) {
      int first = b * SIDE;
      int count = Math.min(SIDE, rows - first);
      for (int r = 0; r < count; r++) {
        strange |= row(from, at + (first + r) * stride, width, r * across);
      }
      for (int a = 0; a < across; a++) {
        for (int r = 0; r < SIDE; r++) {
          square[r] = r < count ? band[r * across + a] : 0;
        }
        transpose(square);
        for (int c = 0; c < SIDE; c++) {
          words[(a * SIDE + c) * bands + b] = square[c];
        }
      }
    }
    return strange == 0;
  }

  /** The bits of a column from row {@code 64·word} on. */
  long word(int column, int word) {
    return words[column * bands + word];
  }

  /** How many words a column has. */
  int words() {
    return bands;
  }

  private long row(MemorySegment from, long at, int width, int to) {
    long strange = 0;
    int column = 0;
    for (; column + SIDE <= width; column += SIDE) {
      long word = 0;
      for (int i = 0; i < SIDE; i += L) {
        var v =
            FloatVector.fromMemorySegment(Lanes.SPECIES, from, at + 4L * (column + i), Lanes.ORDER);
        word |= events(v) << i;
        strange |= others(v);
      }
      band[to++] = word;
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
        word |= events(v) << i;
        strange |= others(v);
      }
      band[to] = word;
    }
    return strange;
  }

  private static long events(FloatVector v) {
    return v.compare(VectorOperators.NE, 0).toLong();
  }

  /** Lanes that are neither 0 nor 1. */
  private static long others(FloatVector v) {
    return v.compare(VectorOperators.NE, 1).and(v.compare(VectorOperators.NE, 0)).toLong();
  }

  private static void transpose(long[] square) {
    long mask = 0xFFFF_FFFFL;
    for (int side = SIDE / 2; side > 0; side >>= 1, mask ^= mask << side) {
      for (int r = 0; r < SIDE; r = (r + side + 1) & -side - 1) {
        long swap = (square[r] >>> side ^ square[r + side]) & mask;
        square[r + side] ^= swap;
        square[r] ^= swap << side;
      }
    }
  }
}
