package org.hillock.plugins.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * The C functions of oneDNN 3 (Developer Guide, "oneAPI Deep Neural Network Library", C API) and
 * the one of its OpenMP runtime that is needed. Loaded for good: threads of the runtime outlive
 * every device.
 */
@SuppressWarnings("restricted")
final class Dnnl {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final int MAJOR = 3;
  private static final int OPEN_MP = 2;
  private static final int OUT_OF_MEMORY = 1;
  private static final int UNIMPLEMENTED = 3;

  private final SymbolLookup symbols;
  private final String version;
  private final MethodHandle setThreads;
  private final MethodHandle setData;
  private final MethodHandle execute;

  private Dnnl(SymbolLookup symbols, String version) {
    this.symbols = symbols;
    this.version = version;
    setThreads = handle("omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
    setData = status("dnnl_memory_set_data_handle", ADDRESS, ADDRESS);
    execute = status("dnnl_primitive_execute", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
  }

  /**
   * Loads the library.
   *
   * @throws HillockException {@code CORRUPT_FILE} if it cannot be, or is another version
   */
  static Dnnl load(Path file) {
    letThreadsSleep();
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw unfit(
          file, "cannot be loaded (it needs glibc, libstdc++ and libgomp): " + e.getMessage());
    }
    var found = symbols.find("dnnl_version");
    if (found.isEmpty()) {
      throw unfit(file, "is not oneDNN: it has no function dnnl_version");
    }
    MemorySegment facts;
    try {
      facts =
          ((MemorySegment)
                  LINKER.downcallHandle(found.get(), FunctionDescriptor.of(ADDRESS)).invokeExact())
              .reinterpret(32);
    } catch (Throwable e) {
      throw failed("dnnl_version", e);
    }
    int major = facts.get(JAVA_INT, 0);
    var version = "%d.%d.%d".formatted(major, facts.get(JAVA_INT, 4), facts.get(JAVA_INT, 8));
    if (major != MAJOR || facts.get(JAVA_INT, 24) != OPEN_MP) {
      throw unfit(file, "is oneDNN " + version + "; needed is 3.x, built for OpenMP");
    }
    return new Dnnl(symbols, version);
  }

  /**
   * By default OpenMP's threads spin for milliseconds after a product, on the very cores the other
   * backend's threads need by then. The runtime reads the variable when it is loaded; a user's own
   * setting stays.
   */
  private static void letThreadsSleep() {
    try (var arena = Arena.ofConfined()) {
      var setenv =
          LINKER.downcallHandle(
              LINKER.defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
      int status =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom("OMP_WAIT_POLICY"), arena.allocateFrom("passive"), 0);
      if (status != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (Throwable e) {
      throw failed("setenv", e);
    }
  }

  private static HillockException unfit(Path file, String why) {
    return new HillockException(ErrorCode.CORRUPT_FILE, "backend onednn: " + file + " " + why);
  }

  /** Such as {@code 3.11.0}. */
  String version() {
    return version;
  }

  /** How many threads products use that the calling thread starts or prepares from now on. */
  void setThreads(int threads) {
    try {
      setThreads.invokeExact(threads);
    } catch (Throwable e) {
      throw failed("omp_set_num_threads", e);
    }
  }

  /** Lets a memory object refer to this data. */
  void setData(MemorySegment memory, MemorySegment data) {
    try {
      check("dnnl_memory_set_data_handle", (int) setData.invokeExact(memory, data));
    } catch (Throwable e) {
      throw failed("dnnl_memory_set_data_handle", e);
    }
  }

  /** Runs a primitive; on a processor it has ended when the call returns. */
  void execute(MemorySegment primitive, MemorySegment stream, int count, MemorySegment arguments) {
    try {
      check(
          "dnnl_primitive_execute", (int) execute.invokeExact(primitive, stream, count, arguments));
    } catch (Throwable e) {
      throw failed("dnnl_primitive_execute", e);
    }
  }

  /** Calls a function whose first parameter receives a new object, and returns that object. */
  MemorySegment create(String function, Object... arguments) {
    try (var arena = Arena.ofConfined()) {
      var made = arena.allocate(ADDRESS);
      call(function, Stream.concat(Stream.of(made), Stream.of(arguments)).toArray());
      return made.get(ADDRESS, 0);
    }
  }

  /** Calls a function that returns a status. For preparations: slow, and allocates. */
  void call(String function, Object... arguments) {
    var types = Stream.of(arguments).map(Dnnl::layout).toArray(MemoryLayout[]::new);
    try {
      check(function, (int) status(function, types).invokeWithArguments(arguments));
    } catch (Throwable e) {
      throw failed(function, e);
    }
  }

  /** A descriptor that belongs to a primitive descriptor. */
  MemorySegment query(MemorySegment primitiveDescriptor, int what) {
    var name = "dnnl_primitive_desc_query_md";
    try {
      return (MemorySegment)
          handle(name, FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT))
              .invokeExact(primitiveDescriptor, what, 0);
    } catch (Throwable e) {
      throw failed(name, e);
    }
  }

  /** Bytes of memory a descriptor describes. */
  long bytes(MemorySegment descriptor) {
    var name = "dnnl_memory_desc_get_size";
    try {
      return (long) handle(name, FunctionDescriptor.of(JAVA_LONG, ADDRESS)).invokeExact(descriptor);
    } catch (Throwable e) {
      throw failed(name, e);
    }
  }

  private MethodHandle status(String function, MemoryLayout... parameters) {
    return handle(function, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private MethodHandle handle(String function, FunctionDescriptor type) {
    var address =
        symbols
            .find(function)
            .orElseThrow(
                () ->
                    new HillockException(
                        ErrorCode.CORRUPT_FILE,
                        "backend onednn: the library has no function " + function));
    return LINKER.downcallHandle(address, type);
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case MemorySegment _ -> ADDRESS;
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      case Float _ -> ValueLayout.JAVA_FLOAT;
      default -> throw new IllegalArgumentException(argument.toString());
    };
  }

  private void check(String function, int status) {
    if (status != 0) {
      throw new HillockException(
          status == OUT_OF_MEMORY ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.INTERNAL,
          "oneDNN %s: %s failed with status %d%s"
              .formatted(
                  version,
                  function,
                  status,
                  status == OUT_OF_MEMORY
                      ? ", out of memory"
                      : status == UNIMPLEMENTED ? ", not implemented" : ""));
    }
  }

  private static RuntimeException failed(String function, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException plain
        ? plain
        : new IllegalStateException("calling " + function + " failed", e);
  }
}
