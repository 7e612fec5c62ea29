package org.hillock.bench.rival;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.tensor.Tensor;

/** The system's OpenBLAS, if it has one. It is never unloaded: its threads outlive their calls. */
@SuppressWarnings("restricted")
public final class OpenBlas {

  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final String[] LIBRARIES = {
    "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"
  };

  private record Functions(MethodHandle gemm, MethodHandle threads, String description) {}

  private final Optional<Functions> functions;

  private OpenBlas(Optional<Functions> functions) {
    this.functions = functions;
  }

  /** Looks for it where the system's loader looks. */
  public static OpenBlas find() {
    letThreadsSleep();
    return new OpenBlas(
        Stream.of(LIBRARIES).flatMap(OpenBlas::load).findFirst().map(OpenBlas::bind));
  }

  /**
   * After a product its threads spin for some ten milliseconds, on the cores that whoever is timed
   * next needs. It reads the variable when it is loaded; a user's own setting stays.
   */
  private static void letThreadsSleep() {
    var linker = Linker.nativeLinker();
    var type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (var arena = Arena.ofConfined()) {
      var setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), type);
      var name = arena.allocateFrom("OPENBLAS_THREAD_TIMEOUT");
      int status = (int) setenv.invokeExact(name, arena.allocateFrom("4"), 0);
      if (status != 0) {
        throw new IllegalStateException("setenv gave " + status);
      }
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  private static Stream<SymbolLookup> load(String library) {
    try {
      return Stream.of(SymbolLookup.libraryLookup(library, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static Functions bind(SymbolLookup library) {
    var i = ValueLayout.JAVA_INT;
    var f = ValueLayout.JAVA_FLOAT;
    var p = ValueLayout.ADDRESS;
    return new Functions(
        function(
            library,
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(i, i, i, i, i, i, f, p, i, p, i, f, p, i)),
        function(library, "openblas_set_num_threads", FunctionDescriptor.ofVoid(i)),
        description(library));
  }

  private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  /** Name and version, the first two words of its configuration. */
  private static String description(SymbolLookup library) {
    try {
      var config =
          function(library, "openblas_get_config", FunctionDescriptor.of(ValueLayout.ADDRESS));
      var text = ((MemorySegment) config.invokeExact()).reinterpret(Long.MAX_VALUE).getString(0);
      return String.join(" ", Stream.of(text.split(" ")).limit(2).toList());
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Whether there is one. */
  public boolean found() {
    return functions.isPresent();
  }

  /** Its name and version, or what is missing. */
  public String description() {
    return functions
        .map(Functions::description)
        .orElse("no OpenBLAS found (" + String.join(", ", LIBRARIES) + ")");
  }

  /** How many threads its next products use. */
  public void threads(int count) {
    try {
      functions.orElseThrow().threads.invokeExact(count);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** {@code c = a·b}, of {@code [m][k]} and {@code [k][n]}. */
  public void gemm(int m, int n, int k, Tensor a, Tensor b, Tensor c) {
    try {
      functions
          .orElseThrow()
          .gemm
          .invokeExact(
              ROW_MAJOR,
              NO_TRANSPOSE,
              NO_TRANSPOSE,
              m,
              n,
              k,
              1f,
              a.segment(),
              k,
              b.segment(),
              n,
              0f,
              c.segment(),
              n);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  private static AssertionError failed(Throwable t) {
    return new AssertionError("a call of OpenBLAS failed", t);
  }
}
