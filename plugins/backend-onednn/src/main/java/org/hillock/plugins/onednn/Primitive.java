package org.hillock.plugins.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** One computation of oneDNN for fixed shapes and layouts, run on any data of these. */
final class Primitive {

  /** oneDNN's numbers of arguments. */
  static final int SOURCE = 1;

  static final int TARGET = 17;
  static final int WEIGHT = 33;
  static final int SOURCE_GRADIENT = 129;
  static final int TARGET_GRADIENT = 145;
  static final int WEIGHT_GRADIENT = 161;
  private static final int SCRATCHPAD = 80;
  private static final int QUERY_SCRATCHPAD = 136;
  private static final long ARGUMENT_BYTES = 16;

  /**
   * An argument.
   *
   * @param number what the primitive knows it by
   * @param descriptor its shape and layout
   */
  record Argument(int number, MemorySegment descriptor) {}

  private final Engine engine;
  private final MemorySegment handle;
  private final MemorySegment[] memories;
  private final MemorySegment arguments;
  private final long scratchBytes;

  /** A primitive of what is described, taking its arguments in this order. */
  Primitive(Engine engine, MemorySegment description, Argument... order) {
    this.engine = engine;
    var dnnl = engine.dnnl();
    engine.useThreads();
    handle =
        engine.own("dnnl_primitive_destroy", dnnl.create("dnnl_primitive_create", description));
    memories = new MemorySegment[order.length + 1];
    arguments = engine.arena().allocate(ARGUMENT_BYTES * memories.length, ADDRESS.byteAlignment());
    for (int i = 0; i < order.length; i++) {
      put(i, order[i]);
    }
    var scratchpad = dnnl.query(description, QUERY_SCRATCHPAD);
    scratchBytes = dnnl.bytes(scratchpad);
    put(order.length, new Argument(SCRATCHPAD, scratchpad));
  }

  private void put(int i, Argument argument) {
    memories[i] =
        engine.own(
            "dnnl_memory_destroy",
            engine
                .dnnl()
                .create(
                    "dnnl_memory_create",
                    argument.descriptor,
                    engine.handle(),
                    MemorySegment.NULL));
    arguments.set(JAVA_INT, ARGUMENT_BYTES * i, argument.number);
    arguments.set(ADDRESS, ARGUMENT_BYTES * i + ADDRESS.byteSize(), memories[i]);
  }

  /** Runs on three operands, in the order of the arguments. */
  void run(MemorySegment first, MemorySegment second, MemorySegment third) {
    engine.dnnl().setData(memories[2], third);
    run(first, second);
  }

  /** Runs on two operands. */
  void run(MemorySegment first, MemorySegment second) {
    var dnnl = engine.dnnl();
    dnnl.setData(memories[0], first);
    dnnl.setData(memories[1], second);
    dnnl.setData(memories[memories.length - 1], engine.scratch().atLeast(scratchBytes));
    engine.execute(handle, memories.length, arguments);
  }
}
