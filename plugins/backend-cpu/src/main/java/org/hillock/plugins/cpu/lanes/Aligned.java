package org.hillock.plugins.cpu.lanes;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Floats from a certain place of a cache line or page on, in an array: vectors that straddle lines
 * are gathered up to a third more slowly, and where a collector puts an array is chance. Nothing
 * but speed depends on it. Used by one thread at a time, or shared while nobody reserves.
 */
public final class Aligned {

  private static final int LINE = 64;
  private static final int PAGE = 4096;

  /**
   * Floats behind the last. Compiled loops check the next turn's places together with this turn's;
   * a check that fails is never again compiled well anywhere in the process.
   */
  private static final int BEYOND = 512;

  /** Moves no byte and returns the address of the first: that of an array, which Java hides. */
  @SuppressWarnings("restricted")
  private static final MethodHandle MEMMOVE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("memmove"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG),
              Linker.Option.critical(true));

  private final int period;
  private final int offset;
  private float[] array = {};
  private MemorySegment segment = MemorySegment.ofArray(array);
  private int first;

  /** Begins with any cache line. */
  public Aligned() {
    this(LINE, 0);
  }

  private Aligned(int period, int offset) {
    this.period = period;
    this.offset = offset;
  }

  /**
   * Begins a page's quarter behind a page: a load waits for a store to the same place of another
   * page, and tensors mostly begin pages.
   */
  public static Aligned behindPage() {
    return new Aligned(PAGE, PAGE / 4);
  }

  /**
   * Makes room for so many floats. Those of a new array are 0, those of the old one may now lie
   * further on or back by some: to find zeros one has to leave nothing but zeros.
   */
  public void reserve(int room) {
    int length = Math.addExact(room, period / Float.BYTES + BEYOND);
    if (array.length < length) {
      array = new float[length];
      segment = MemorySegment.ofArray(array);
    }
    // A collection may have moved it.
    first = (int) (offset - address() & period - 1) / Float.BYTES;
  }

  private long address() {
    try {
      return (long) MEMMOVE.invokeExact(segment, segment, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("memmove could not be called", e);
    }
  }

  /** How many bytes the first float lies behind the beginning of its page, at the moment. */
  int pageOffset() {
    return (int) (address() + (long) Float.BYTES * first) & PAGE - 1;
  }

  /** What the floats are in, until more room is reserved. */
  public float[] array() {
    return array;
  }

  /** The element to begin with; the room is from here on. */
  public int first() {
    return first;
  }
}
