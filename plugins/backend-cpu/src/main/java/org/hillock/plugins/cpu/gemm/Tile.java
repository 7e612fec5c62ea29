package org.hillock.plugins.cpu.gemm;

/** A register tile: the product of a few rows and a few vectors of columns. */
interface Tile {

  /**
   * Writes the product.
   *
   * @param k the inner extent
   * @param a rows of the left operand, {@code stride} apart from {@code offset}; columns, if the
   *     tile is one of transposed operands
   * @param b a packed panel: {@code k} rows as wide as the tile
   * @param c the tile, row-major
   */
  void run(int k, float[] a, int offset, int stride, float[] b, int panel, float[] c);
}
