package org.hillock.plugins.cpu.gemm;

/** The right factor of a product, wherever its elements come from. Used by many threads at once. */
public interface Right {

  /**
   * Copies a panel.
   *
   * @param from the panel's first row, of {@code depth}
   * @param column its first column, of {@code columns}
   * @param to receives it, row-major, from {@code at} with rows {@code width} apart
   * @param transposer this thread's
   */
  void pack(
      int from,
      int depth,
      int column,
      int columns,
      float[] to,
      int at,
      int width,
      Transposer transposer);
}
