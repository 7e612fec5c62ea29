package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;

/**
 * Gives buffers their places in one block, so that buffers alive at the same time do not overlap:
 * the largest first, each at the lowest place that is free in its lifetime.
 */
final class Lifetimes {

  private static final long ALIGNMENT = 64;

  /** A time span, both ends included. */
  record Span(int from, int to) {
    boolean meets(Span other) {
      return from <= other.to && other.from <= to;
    }
  }

  /** A buffer with its lifetime and, once placed and bound, its tensor. */
  static final class Planned implements Buffer {

    private final Shape shape;
    private final List<Span> spans;
    private final List<View> views = new ArrayList<>();
    private long offset;
    private Optional<Tensor> tensor = Optional.empty();

    private Planned(Shape shape, List<Span> spans) {
      this.shape = shape;
      this.spans = new ArrayList<>(spans);
    }

    /** The same buffer, needed for longer. */
    Planned with(Span span) {
      spans.add(span);
      return this;
    }

    /** How many elements it has. */
    long size() {
      return shape.size();
    }

    long bytes() {
      return Math.ceilDiv(shape.size() * Float.BYTES, ALIGNMENT) * ALIGNMENT;
    }

    private long end() {
      return offset + bytes();
    }

    private boolean meets(Planned other) {
      return spans.stream().anyMatch(a -> other.spans.stream().anyMatch(a::meets));
    }

    private void bind(Block block) {
      var bound = block.tensor(offset, shape);
      tensor = Optional.of(bound);
      views.forEach(v -> v.tensor = Optional.of(bound.reshape(v.shape)));
    }

    /** This buffer under another shape. */
    Buffer as(Shape other) {
      if (other.equals(shape)) {
        return this;
      }
      var view = new View(other);
      view.tensor = tensor.map(bound -> bound.reshape(other));
      views.add(view);
      return view;
    }

    @Override
    public Tensor tensor() {
      return tensor.orElseThrow(Lifetimes::tooEarly);
    }
  }

  private static final class View implements Buffer {

    private final Shape shape;
    private Optional<Tensor> tensor = Optional.empty();

    View(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Tensor tensor() {
      return tensor.orElseThrow(Lifetimes::tooEarly);
    }
  }

  private static IllegalStateException tooEarly() {
    return new IllegalStateException("a buffer has a tensor only while a kernel runs");
  }

  private final List<Planned> buffers = new ArrayList<>();

  Planned add(Shape shape, Span... spans) {
    var buffer = new Planned(shape, List.of(spans));
    buffers.add(buffer);
    return buffer;
  }

  /** Places every buffer; returns the bytes needed. */
  long place() {
    var placed = new ArrayList<Planned>();
    long size = 0;
    var bySize = Comparator.comparingLong(Planned::bytes).reversed();
    for (var buffer : buffers.stream().sorted(bySize).toList()) {
      var others =
          placed.stream()
              .filter(buffer::meets)
              .sorted(Comparator.comparingLong(o -> o.offset))
              .toList();
      long offset = 0;
      for (var other : others) {
        if (offset + buffer.bytes() <= other.offset) {
          break;
        }
        offset = Math.max(offset, other.end());
      }
      buffer.offset = offset;
      placed.add(buffer);
      size = Math.max(size, buffer.end());
    }
    return size;
  }

  void bind(Block block) {
    buffers.forEach(b -> b.bind(block));
  }
}
