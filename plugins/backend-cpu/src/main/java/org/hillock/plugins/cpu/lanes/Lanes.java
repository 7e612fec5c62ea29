package org.hillock.plugins.cpu.lanes;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape every kernel uses, and loads and stores over native memory. */
public final class Lanes {

  /** The widest vectors this processor runs at full speed. */
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  public static final int LENGTH = SPECIES.length();

  /** The element type of tensors. */
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /**
   * How memory is read and written. Code names it in vector operations of its own: those are always
   * inlined, methods of this class not where the compiler has seen little of the caller, and then
   * vectors lie on the heap.
   */
  public static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  /** Nothing but zeros. */
  public static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  /** The mask of the first {@code count} lanes. */
  public static VectorMask<Float> first(int count) {
    return SPECIES.indexInRange(0, count);
  }

  /** The sum of the lanes, first to last, in double precision. */
  public static double sum(FloatVector v) {
    // reduceLanes leaves the order of addition open: compiled and interpreted code differ.
    double sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      sum += v.lane(i);
    }
    return sum;
  }
}
