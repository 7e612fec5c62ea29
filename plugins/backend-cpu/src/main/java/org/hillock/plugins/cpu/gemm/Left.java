package org.hillock.plugins.cpu.gemm;

/** The left factor of a product, wherever its elements come from. Used by many threads at once. */
public interface Left {

  /** Whether blocks are copied transposed, as a transposed matrix lies in memory. */
  boolean transposed();

  /**
   * Copies a block.
   *
   * @param row the block's first row, of {@code rows}
   * @param from its first column, of {@code depth}
   * @param to receives it from the start: {@code [rows][depth]}, or {@code [depth][rows]} if {@link
   *     #transposed}
   */
  void pack(int row, int rows, int from, int depth, float[] to);
}
