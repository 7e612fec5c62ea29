package org.hillock.plugins.cpu.image;

/** For each of many pixels, sums of a panel's rows for the bits that are set in some words. */
interface MaskGather {

  /** What {@code words} holds for each word. */
  int FIELDS = 3;

  /**
   * Continues chains of fused multiply-adds, one for each pixel and vector, in the order of words
   * and bits, or begins them anew: {@code out[pixel][vector] += Σ value·row[vector]}. A pixel
   * without events that goes on is not touched.
   *
   * @param last after the last word's fields
   * @param words where in {@code sources} the first pixel's is, what to add to that for the list,
   *     and where in {@code panel} the word's first row is
   * @param sources the first list of each source; negative: none, as if it were empty
   * @param masks of all lists, a bit for each depth
   * @param part depths of a list
   * @param values of all lists' depths; not read by a gather of ones
   * @param panel rows of vectors
   * @param out the chains so far, then with these events; the first pixel's from {@code at}
   */
  void run(
      float[] panel,
      float[] values,
      long[] masks,
      int[] sources,
      int[] words,
      int last,
      int part,
      int pixels,
      float[] out,
      int at);
}
