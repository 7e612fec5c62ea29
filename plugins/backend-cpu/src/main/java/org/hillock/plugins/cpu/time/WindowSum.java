package org.hillock.plugins.cpu.time;

/** One sequence and as many outputs as a vector has lanes: a window of steps in registers. */
interface WindowSum {

  /**
   * Adds what the events of consecutive steps cause in as many steps and {@code width - 1} after.
   *
   * @param steps how many lists, the first of them first
   * @param starts where each list begins
   * @param inputs of events
   * @param values of events; not read by a sum of ones
   * @param taps {@code [inputs][width][lanes]}, by delay, from {@code offset}
   * @param to {@code [steps + width - 1][lanes]}, from {@code at}
   */
  void run(
      int steps,
      int[] starts,
      int[] inputs,
      float[] values,
      float[] taps,
      int offset,
      float[] to,
      int at);
}
