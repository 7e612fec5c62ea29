package org.hillock.plugins.cpu;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Vectors in memory, for kernels written by hand. */
final class Vectors {

  private Vectors() {}

  /** Loads a vector from a byte offset. */
  static FloatVector load(MemorySegment from, long at) {
    return FloatVector.fromMemorySegment(Lanes.SPECIES, from, at, Lanes.ORDER);
  }

  /** Stores a vector at a byte offset. */
  static void store(FloatVector v, MemorySegment to, long at) {
    v.intoMemorySegment(to, at, Lanes.ORDER);
  }
}
