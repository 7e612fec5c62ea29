package org.hillock.plugins.onednn;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * oneDNN's engine and stream, the scratch memory all primitives share, and everything to be
 * destroyed at the end. Used by one thread at a time.
 */
final class Engine implements AutoCloseable {

  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int FLOAT = 3;
  private static final int ANY_LAYOUT = 1;
  private static final int CALLERS_SCRATCH = 1;
  private static final int MOST_DIMENSIONS = 12;
  private static final long ALIGNMENT = 64;

  /** Memory that grows to the largest need so far; its content does not outlive a call. */
  static final class Scratch implements AutoCloseable {

    private Arena arena = Arena.ofShared();
    private MemorySegment memory = MemorySegment.NULL;

    MemorySegment atLeast(long bytes) {
      if (memory.byteSize() < bytes) {
        arena.close();
        arena = Arena.ofShared();
        memory = arena.allocate(bytes, ALIGNMENT);
      }
      return memory;
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  private record Owned(String destructor, MemorySegment object) {}

  private final Dnnl dnnl;
  private final int threads;
  private final Arena arena = Arena.ofShared();
  private final Deque<Owned> owned = new ArrayDeque<>();
  private final Scratch scratch = new Scratch();
  private final Scratch weights = new Scratch();
  private final MemorySegment engine;
  private final MemorySegment stream;
  private boolean closed;

  Engine(Dnnl dnnl, int threads) {
    this.dnnl = dnnl;
    this.threads = threads;
    engine = own("dnnl_engine_destroy", dnnl.create("dnnl_engine_create", CPU, 0L));
    stream = own("dnnl_stream_destroy", dnnl.create("dnnl_stream_create", engine, IN_ORDER));
  }

  /** The library's functions; an object of a closed engine must not reach them. */
  Dnnl dnnl() {
    if (closed) {
      throw new IllegalStateException("the device is closed");
    }
    return dnnl;
  }

  String version() {
    return dnnl.version();
  }

  MemorySegment handle() {
    return engine;
  }

  /** For what a primitive keeps as long as the engine lives. */
  Arena arena() {
    return arena;
  }

  /** What primitives compute in. */
  Scratch scratch() {
    return scratch;
  }

  /** Weights in a layout of oneDNN's. */
  Scratch weights() {
    return weights;
  }

  /** Takes an object to destroy when the engine closes. */
  MemorySegment own(String destructor, MemorySegment object) {
    owned.push(new Owned(destructor, object));
    return object;
  }

  /** An array of numbers as long as oneDNN's arrays of dimensions are. */
  MemorySegment dimensions(long... values) {
    var array = arena.allocate(JAVA_LONG, MOST_DIMENSIONS);
    MemorySegment.copy(values, 0, array, JAVA_LONG, 0, values.length);
    return array;
  }

  /** Describes floats in a layout of ours. */
  MemorySegment strided(long[] extents, long[] strides) {
    return own(
        "dnnl_memory_desc_destroy",
        dnnl.create(
            "dnnl_memory_desc_create_with_strides",
            extents.length,
            dimensions(extents),
            FLOAT,
            dimensions(strides)));
  }

  /** Describes floats in the layout a primitive likes best. */
  MemorySegment any(long... extents) {
    return own(
        "dnnl_memory_desc_destroy",
        dnnl.create(
            "dnnl_memory_desc_create_with_tag",
            extents.length,
            dimensions(extents),
            FLOAT,
            ANY_LAYOUT));
  }

  /** Attributes of a primitive: scratch memory is ours, results may be added to what is there. */
  MemorySegment attributes(boolean accumulate) {
    var attributes = own("dnnl_primitive_attr_destroy", dnnl.create("dnnl_primitive_attr_create"));
    dnnl.call("dnnl_primitive_attr_set_scratchpad_mode", attributes, CALLERS_SCRATCH);
    if (accumulate) {
      var after = own("dnnl_post_ops_destroy", dnnl.create("dnnl_post_ops_create"));
      dnnl.call("dnnl_post_ops_append_sum", after, 1f, 0, FLOAT);
      dnnl.call("dnnl_primitive_attr_set_post_ops", attributes, after);
    }
    return attributes;
  }

  /**
   * Creates a primitive descriptor, which lives as long as the engine.
   *
   * @param arguments of the function without the descriptor and the engine, its first two
   */
  MemorySegment describe(String function, Object... arguments) {
    useThreads();
    var all = new Object[arguments.length + 1];
    all[0] = engine;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return own("dnnl_primitive_desc_destroy", dnnl.create(function, all));
  }

  /** OpenMP keeps the number for each calling thread, so it is set before every use. */
  void useThreads() {
    dnnl.setThreads(threads);
  }

  void execute(MemorySegment primitive, int count, MemorySegment arguments) {
    useThreads();
    dnnl.execute(primitive, stream, count, arguments);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    owned.forEach(each -> dnnl.call(each.destructor, each.object));
    scratch.close();
    weights.close();
    arena.close();
  }
}
