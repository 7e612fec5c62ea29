package org.hillock.plugins.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The matrix product of the OpenBLAS that is installed, to compare with. */
@SuppressWarnings("restricted")
final class OpenBlas {

  private static final Optional<SymbolLookup> LIBRARY = library();
  private static final MethodHandle THREADS =
      handle("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
  private static final MethodHandle SGEMM =
      handle(
          "cblas_sgemm",
          FunctionDescriptor.ofVoid(
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_FLOAT,
              ADDRESS,
              JAVA_INT,
              ADDRESS,
              JAVA_INT,
              JAVA_FLOAT,
              ADDRESS,
              JAVA_INT));

  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;

  private OpenBlas() {}

  private static Optional<SymbolLookup> library() {
    try {
      return Optional.of(SymbolLookup.libraryLookup("libopenblas.so.0", Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LIBRARY
        .flatMap(l -> l.find(name))
        .map(address -> Linker.nativeLinker().downcallHandle(address, type))
        .orElse(null);
  }

  static boolean installed() {
    return LIBRARY.isPresent();
  }

  static void threads(int threads) {
    try {
      THREADS.invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code c = a·b}. */
  static void run(int m, int n, int k, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      SGEMM.invokeExact(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1f, a, k, b, n, 0f, c, n);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
