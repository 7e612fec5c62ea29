package org.hillock.plugins.cpu.image;

/**
 * For each of many targets, sums of a panel's rows for the bits that are set in its source's mask.
 */
interface MaskGather {

  /**
   * Continues chains of fused multiply-adds, one for each target and vector, in the order of bits:
   * {@code out[target][vector] += Σ value·panel[bit][vector]}.
   *
   * @param panel rows of vectors from {@code place} on
   * @param masks of the sources to go through, none of them 0: {@code [first, last)}; best by the
   *     number of their bits, so that the end of a sum can be foreseen
   * @param values of their bits, {@code part} for each mask; not read by a gather of ones
   * @param order which source each mask is of
   * @param targets of the sources, from {@code table} on; negative: none
   * @param out the chains so far, then with these events; the first target's from {@code at}
   */
  void run(
      float[] panel,
      int place,
      float[] values,
      long[] masks,
      int[] targets,
      int[] order,
      int first,
      int last,
      int table,
      int part,
      float[] out,
      int at);
}
