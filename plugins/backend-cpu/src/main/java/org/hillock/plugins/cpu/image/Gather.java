package org.hillock.plugins.cpu.image;

/** For each of many lists of events, sums of the vectors that lie at fixed offsets from them. */
interface Gather {

  /**
   * Continues chains of fused multiply-adds, one for each list, row and vector, in the list's
   * order: {@code out[list][row][vector] += Σ value·source[place + offsets[row] + vector·step]}; or
   * adds chains that begin from zero, see {@link Gathers.Start}.
   *
   * @param first the first list
   * @param last after the last
   * @param starts where each list begins; it ends where the next one begins
   * @param places of the events in {@code source}
   * @param values of the events; not read by a gather of ones
   * @param offsets one for each row
   * @param out the chains so far, then with these events; the first list's from {@code at}
   */
  void run(
      int first,
      int last,
      int[] starts,
      int[] places,
      float[] values,
      float[] source,
      int[] offsets,
      float[] out,
      int at);
}
