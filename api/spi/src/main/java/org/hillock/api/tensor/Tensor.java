package org.hillock.api.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A dense, contiguous array of 32-bit floats (native byte order) outside the Java heap, with a
 * shape. A tensor is a view and owns nothing; using it after its memory was released throws {@link
 * IllegalStateException}.
 */
public final class Tensor {

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final MemorySegment segment;
  private final Shape shape;

  private Tensor(MemorySegment segment, Shape shape) {
    this.segment = segment;
    this.shape = shape;
  }

  /**
   * A view of native memory.
   *
   * @param segment native, aligned to 4 bytes, exactly as long as the shape needs
   */
  public static Tensor of(MemorySegment segment, Shape shape) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("a tensor's memory must be native, not on the Java heap");
    }
    if (segment.byteSize() != shape.size() * Float.BYTES) {
      throw new IllegalArgumentException(
          "shape %s needs %d bytes, the segment has %d"
              .formatted(shape, shape.size() * Float.BYTES, segment.byteSize()));
    }
    return new Tensor(segment, shape);
  }

  /** The memory. */
  public MemorySegment segment() {
    return segment;
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public long size() {
    return segment.byteSize() / Float.BYTES;
  }

  /** The element at a flat index. */
  public float get(long index) {
    return segment.getAtIndex(FLOAT, index);
  }

  /** Sets the element at a flat index. */
  public void set(long index, float value) {
    segment.setAtIndex(FLOAT, index, value);
  }

  /** The same memory under another shape of equal size. */
  public Tensor reshape(Shape to) {
    return of(segment, to);
  }

  /** Entries {@code [from, from + count)} of the outermost axis, as a view. */
  public Tensor slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, shape.dim(0));
    Shape inner = shape.dropFirst(1);
    long row = inner.size() * Float.BYTES;
    return of(segment.asSlice(from * row, count * row), inner.prepend(count));
  }

  /** Entry {@code i} of the outermost axis, as a view without that axis. */
  public Tensor at(int i) {
    return slice(i, 1).reshape(shape.dropFirst(1));
  }

  /** Sets every element. */
  public void fill(float value) {
    if (value == 0) {
      segment.fill((byte) 0);
      return;
    }
    for (long i = 0, n = size(); i < n; i++) {
      set(i, value);
    }
  }

  /** Copies the whole array in; its length must equal the tensor's size. */
  public void copyFrom(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "shape %s takes %d values, got %d".formatted(shape, size(), values.length));
    }
    MemorySegment.copy(values, 0, segment, FLOAT, 0, values.length);
  }

  /** Copies a tensor of equal size in. */
  public void copyFrom(Tensor other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "cannot copy shape %s into shape %s".formatted(other.shape, shape));
    }
    segment.copyFrom(other.segment);
  }

  /** A copy of the elements, row-major. */
  public float[] toArray() {
    return segment.toArray(FLOAT);
  }

  /** The shape, for messages. */
  @Override
  public String toString() {
    return "tensor " + shape;
  }
}
