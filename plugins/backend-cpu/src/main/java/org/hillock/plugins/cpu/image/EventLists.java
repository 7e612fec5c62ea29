package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;

/**
 * The patches of some target pixels by their events, a few depths at a time: what {@link Patches}
 * is to dense products. One instance serves one thread.
 */
interface EventLists {

  /** Goes to the target pixels {@code [first, first + count)} of all images. */
  void open(Field field, int channels, MemorySegment x, int first, int count);

  /**
   * Goes to depths {@code [from, to)} of every patch, asked for in turn, from 0.
   *
   * @param width floats between rows of a panel
   */
  void list(int from, int to, int width);

  /**
   * Continues the chains of all pixels.
   *
   * @param vectors of a row
   * @param panel rows of the depths, the first from {@code place}
   * @param chains one after the other from {@code at}
   */
  void gather(int vectors, float[] panel, int place, float[] chains, int at);
}
