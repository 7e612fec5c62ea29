package org.hillock.plugins.cpu.gemm;

/** Sums the rows of a packed panel that lists of events name. */
interface Sum {

  /**
   * Writes or adds a sum for each list: one chain from zero, in the list's order.
   *
   * @param first the first list, of {@code lists}
   * @param step from one of them to the next
   * @param starts where each list begins
   * @param rows of the panel, one for each event
   * @param values to multiply them with; not read by a sum of ones
   * @param panel rows as wide as the sum, from {@code offset}
   * @param to the sums, row-major, from {@code at}
   * @param add whether the sums are added to what {@code to} holds
   */
  void run(
      int first,
      int lists,
      int step,
      int[] starts,
      int[] rows,
      float[] values,
      float[] panel,
      int offset,
      float[] to,
      int at,
      boolean add);
}
