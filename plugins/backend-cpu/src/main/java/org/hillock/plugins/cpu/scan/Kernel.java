package org.hillock.plugins.cpu.scan;

import java.lang.foreign.MemorySegment;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * A generated kernel in use, perhaps by several programs and in several places of one: what its
 * slots stand for is an argument.
 *
 * <p>Vector code that is not compiled yet makes an object of every vector, and HotSpot compiles
 * sooner what is called more often. A young kernel is therefore called for one vector at a time;
 * that changes no bit of its results.
 */
final class Kernel {

  /** HotSpot's own thresholds add up to 5200 calls; compiling then takes a while. */
  private static final int YOUTH = 20_000;

  private final Step step;
  private final int codeLength;

  /** Threads may count past each other: only the order of magnitude matters. */
  private int calls;

  Kernel(KernelClass written) {
    step = written.define();
    codeLength = written.codeLength();
  }

  /** Bytes of code of the method for whole vectors. */
  int codeLength() {
    return codeLength;
  }

  /** Advances the neurons {@code [0, length)} of a block. */
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
      int[] keys,
      int[] slots) {
    int whole = Lanes.SPECIES.loopBound(length);
    int from = 0;
    for (; from < whole && calls < YOUTH; from += Lanes.LENGTH) {
      int to = from + Lanes.LENGTH;
      step.main(rows, offset, next, local, first, stride, scalars, sums, from, to, keys, slots);
      calls++;
    }
    if (from < whole) {
      step.main(rows, offset, next, local, first, stride, scalars, sums, from, whole, keys, slots);
    }
    if (whole < length) {
      step.tail(
          rows, offset, next, local, first, stride, scalars, sums, whole, length, keys, slots);
    }
  }
}
