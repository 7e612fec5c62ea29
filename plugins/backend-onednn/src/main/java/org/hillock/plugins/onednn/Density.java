package org.hillock.plugins.onednn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An estimate of how many elements differ from zero. */
final class Density {

  private static final int SAMPLES = 1024;

  /** 2⁶⁴ divided by the golden ratio: multiples of it fall evenly into any range. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Density() {}

  /** The share of non-zero floats among {@value #SAMPLES} of them, always the same ones. */
  static double of(MemorySegment floats) {
    long n = floats.byteSize() / Float.BYTES;
    int nonZero = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long at = Math.unsignedMultiplyHigh(i * GOLDEN, n);
      nonZero += floats.getAtIndex(ValueLayout.JAVA_FLOAT, at) == 0 ? 0 : 1;
    }
    return (double) nonZero / SAMPLES;
  }
}
