package org.hillock.plugins.cpu.scan;

import java.lang.foreign.MemorySegment;

/** A kernel and what its slots stand for in one of its uses. */
record Wired(Kernel kernel, int[] slots) {

  void run(
      MemorySegment[] rows,
      long offset,
      long next,
      float[] local,
      int first,
      int stride,
      float[] scalars,
      float[] sums,
      int length,
      int[] keys) {
    kernel.run(rows, offset, next, local, first, stride, scalars, sums, length, keys, slots);
  }
}
