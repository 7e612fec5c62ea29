package org.hillock.plugins.cpu.events;

import java.lang.foreign.MemorySegment;

/**
 * Where the columns of a matrix are not zero, a bit for each element: rows are read as they lie and
 * squares of 64×64 bits transposed (Warren, "Hacker's Delight", section 7-3).
 */
final class ColumnBits {

  private static final int SIDE = Long.SIZE;

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
        strange |= RowBits.read(from, at + (first + r) * stride, width, band, r * across);
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
