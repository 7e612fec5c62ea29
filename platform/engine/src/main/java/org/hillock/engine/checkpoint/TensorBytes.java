package org.hillock.engine.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hillock.api.tensor.Tensor;

/** Tensors as little-endian bytes, a piece at a time. */
final class TensorBytes {

  private static final int PIECE = 1 << 18;
  private static final ValueLayout.OfFloat LITTLE_ENDIAN =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Takes pieces. */
  interface Sink {
    void accept(ByteBuffer piece) throws IOException;
  }

  /** Gives pieces: fills the buffer. */
  interface Source {
    void fill(ByteBuffer piece) throws IOException;
  }

  private final byte[] bytes = new byte[PIECE * Float.BYTES];
  private final MemorySegment segment = MemorySegment.ofArray(bytes);

  void write(Tensor tensor, Sink sink) throws IOException {
    for (long at = 0; at < tensor.size(); at += PIECE) {
      int count = (int) Math.min(PIECE, tensor.size() - at);
      MemorySegment.copy(
          tensor.segment(),
          ValueLayout.JAVA_FLOAT,
          at * Float.BYTES,
          segment,
          LITTLE_ENDIAN,
          0,
          count);
      sink.accept(ByteBuffer.wrap(bytes, 0, count * Float.BYTES));
    }
  }

  void read(Tensor tensor, Source source) throws IOException {
    for (long at = 0; at < tensor.size(); at += PIECE) {
      int count = (int) Math.min(PIECE, tensor.size() - at);
      source.fill(ByteBuffer.wrap(bytes, 0, count * Float.BYTES));
      MemorySegment.copy(
          segment,
          LITTLE_ENDIAN,
          0,
          tensor.segment(),
          ValueLayout.JAVA_FLOAT,
          at * Float.BYTES,
          count);
    }
  }
}
