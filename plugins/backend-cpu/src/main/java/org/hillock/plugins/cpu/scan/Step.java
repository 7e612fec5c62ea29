package org.hillock.plugins.cpu.scan;

import java.lang.foreign.MemorySegment;

/**
 * A generated kernel: one or several consecutive time steps of the neurons {@code [from, to)} of a
 * block.
 */
interface Step {

  /** Time steps a kernel advances at most. */
  int TURN = 4;

  /**
   * Advances whole vectors; {@code to - from} is a multiple of the vector length.
   *
   * @param rows the tensors over time
   * @param offset where neuron 0 of the block lies in each, in floats
   * @param next from one time step to the following one, in floats; negative in backward passes
   * @param local scratch rows of the block, from {@code first} on, {@code stride} floats apart
   * @param scalars parameters of one value
   * @param sums a vector for each parameter, added to: its gradient
   * @param keys of random numbers: the block's first neuron, then for each draw {@link #TURN} keys
   *     of two halves, one a time step
   * @param slots which row, scratch row, parameter, sum or draw each slot of the kernel stands for
   */
  void main(
      MemorySegment[] rows,
      long offset,
      long next,
      float[] local,
      int first,
      int stride,
      float[] scalars,
      float[] sums,
      int from,
      int to,
      int[] keys,
      int[] slots);

  /** Advances less than one vector, under a mask. */
  void tail(
      MemorySegment[] rows,
      long offset,
      long next,
      float[] local,
      int first,
      int stride,
      float[] scalars,
      float[] sums,
      int from,
      int to,
      int[] keys,
      int[] slots);
}
