package org.hillock.plugins.cpu.gemm;

/** The left factor of a product, wherever its elements come from. Used by many threads at once. */
public interface Left {

  /**
   * Copies a block.
   *
   * @param row the block's first row, of {@code rows}
   * @param from its first column, of {@code depth}
   * @param to receives it, row-major, from the start
   * @param transposer this thread's
   */
  void pack(int row, int rows, int from, int depth, float[] to, Transposer transposer);
}
