package org.hillock.engine.train;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Reads and encodes samples. A training sample draws anew each epoch, a sample of another split the
 * same every time.
 */
public final class SampleEncoder {

  private final Samples samples;
  private final Encoder encoder;
  private final SampleShape encoded;
  private final RandomStream random;

  SampleEncoder(Samples samples, Encoder encoder, SampleShape encoded, RandomStream random) {
    this.samples = samples;
    this.encoder = encoder;
    this.encoded = encoded;
    this.random = random;
  }

  /**
   * Encodes a batch.
   *
   * @param target {@code [T][B][features…]}, as many samples as indices
   */
  void encode(Split split, int epoch, int[] indices, Tensor target) {
    var ofSplit = random.named(split.name());
    var stream = split == Split.TRAIN ? ofSplit.numbered(epoch) : ofSplit;
    try (var arena = Arena.ofConfined()) {
      var sample = tensor(arena, samples.shape().tensor());
      var sequence = tensor(arena, encoded.tensor());
      for (int b = 0; b < indices.length; b++) {
        samples.read(split, indices[b], sample);
        encoder.encode(sample, sequence, stream.numbered(indices[b]));
        scatter(sequence, target, b, indices.length);
      }
    }
  }

  int[] labels(Split split, int[] indices) {
    var labels = new int[indices.length];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = samples.label(split, indices[b]);
    }
    return labels;
  }

  /** Copies {@code [T][features…]} to its place in {@code [T][B][features…]}. */
  public static void scatter(Tensor sequence, Tensor target, int b, int batch) {
    int steps = sequence.shape().dim(0);
    long row = sequence.segment().byteSize() / steps;
    for (int t = 0; t < steps; t++) {
      MemorySegment.copy(
          sequence.segment(), t * row, target.segment(), ((long) t * batch + b) * row, row);
    }
  }

  private static Tensor tensor(Arena arena, Shape shape) {
    return Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
  }
}
