package org.hillock.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Large blocks on huge pages. An arena's own allocation fills its memory with zeros, which settles
 * it on small pages before advice could be given; so on Linux a block is mapped, advised and only
 * then touched. Elsewhere it comes from the arena.
 */
@SuppressWarnings("restricted")
final class HugePages {

  private static final long PAGE = 2L << 20;
  private static final long SMALL_PAGE = 4096;
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final int MADV_HUGEPAGE = 14;

  private HugePages() {}

  /** A block of a multiple of 2 MiB, filled with zeros, freed with the arena. */
  static MemorySegment map(long bytes, Arena arena) {
    return System.getProperty("os.name").equals("Linux")
        ? Linux.map(bytes, arena)
        : arena.allocate(bytes, PAGE);
  }

  private static final class Linux {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MMAP =
        function(
            "mmap",
            FunctionDescriptor.of(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    private static final MethodHandle MADVISE =
        function(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    private static final MethodHandle MUNMAP =
        function(
            "munmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private static MethodHandle function(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type);
    }

    static MemorySegment map(long bytes, Arena arena) {
      long length = bytes + PAGE;
      try {
        var mapping =
            (MemorySegment)
                MMAP.invokeExact(MemorySegment.NULL, length, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
        if (mapping.address() == -1) {
          throw new HillockException(
              ErrorCode.RESOURCE_EXHAUSTED,
              "the system refused " + Memory.text(bytes) + " of memory");
        }
        long start = Math.ceilDiv(mapping.address(), PAGE) * PAGE;
        var block =
            MemorySegment.ofAddress(start)
                .reinterpret(bytes, arena, unused -> unmap(mapping, length));
        // Advice only: where the kernel has no huge pages, small ones serve as well.
        int ignored = (int) MADVISE.invokeExact(block, bytes, MADV_HUGEPAGE);
        for (long at = 0; at < bytes; at += SMALL_PAGE) {
          block.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
        }
        return block;
      } catch (HillockException e) {
        throw e;
      } catch (Throwable t) {
        throw new AssertionError("a call of the C library failed", t);
      }
    }

    private static void unmap(MemorySegment mapping, long length) {
      try {
        int ignored = (int) MUNMAP.invokeExact(mapping, length);
      } catch (Throwable t) {
        throw new AssertionError("a call of the C library failed", t);
      }
    }
  }
}
