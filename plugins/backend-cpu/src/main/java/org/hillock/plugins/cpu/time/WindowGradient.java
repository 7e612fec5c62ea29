package org.hillock.plugins.cpu.time;

/** Sums of weighted windows: rows of lanes from many places, added row by row in registers. */
interface WindowGradient {

  /**
   * Adds the windows of gradients that follow events.
   *
   * @param from the first event
   * @param end after the last
   * @param places of events, in gradients
   * @param values of events; not read by a sum of ones
   * @param gradients rows of lanes, of consecutive steps
   * @param shift floats from an event's place to its window
   * @param to {@code [width][lanes]}, by delay, from {@code at}
   */
  void run(
      int from,
      int end,
      int[] places,
      float[] values,
      float[] gradients,
      int shift,
      float[] to,
      int at);
}
