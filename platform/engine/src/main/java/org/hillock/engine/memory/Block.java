package org.hillock.engine.memory;

import java.lang.foreign.MemorySegment;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** A piece of off-heap memory; closing it gives it back to its pool. */
public final class Block implements AutoCloseable {

  private final Memory owner;
  private final MemorySegment segment;
  private boolean open = true;

  Block(Memory owner, MemorySegment segment) {
    this.owner = owner;
    this.segment = segment;
  }

  /** How many bytes it has. */
  public long bytes() {
    return segment.byteSize();
  }

  /** A tensor at this byte of the block. */
  public Tensor tensor(long offset, Shape shape) {
    return Tensor.of(segment.asSlice(offset, shape.size() * Float.BYTES), shape);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      owner.release(segment);
    }
  }
}
