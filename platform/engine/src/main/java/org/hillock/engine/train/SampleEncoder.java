package org.hillock.engine.train;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;

/**
 * Reads, augments and encodes samples. A training sample draws anew each epoch, a sample of another
 * split the same every time.
 */
public final class SampleEncoder {

  private final Samples samples;
  private final List<Augmentation> augmentations;
  private final Encoder encoder;
  private final SampleShape encoded;
  private final RandomStream toAugment;
  private final RandomStream toEncode;

  SampleEncoder(
      Samples samples, List<Augmentation> augmentations, Encoder encoder, RandomStream random) {
    this.samples = samples;
    this.augmentations = augmentations;
    this.encoder = encoder;
    encoded = encoder.encoded(samples.shape());
    toAugment = random.named("augment");
    toEncode = random.named("encode");
  }

  /** The bytes of a block for a batch of this size, and for one sample at work. */
  long bytes(int batch) {
    return (encoded.tensor().size() * (batch + 1) + samples.shape().tensor().size()) * Float.BYTES;
  }

  /**
   * Encodes a batch at the beginning of a block.
   *
   * @return {@code [T][B][features…]}, as many samples as indices
   */
  Tensor encode(Reading reading, int[] indices, Block block) {
    int batch = indices.length;
    var target = block.tensor(0, encoded.features().prepend(encoded.steps(), batch));
    long offset = target.segment().byteSize();
    var sequence = block.tensor(offset, encoded.tensor());
    offset += sequence.segment().byteSize();
    var sample = block.tensor(offset, samples.shape().tensor());
    for (int b = 0; b < batch; b++) {
      samples.read(reading.split(), indices[b], sample);
      if (reading.augmented()) {
        augment(sample, reading.stream(toAugment, indices[b]));
      }
      encoder.encode(sample, sequence, reading.stream(toEncode, indices[b]));
      scatter(sequence, target, b, batch);
    }
    return target;
  }

  private void augment(Tensor sample, RandomStream random) {
    for (int i = 0; i < augmentations.size(); i++) {
      augmentations.get(i).augment(sample, samples.shape(), random.numbered(i));
    }
  }

  /** The encoded sequences' shape. */
  SampleShape encoded() {
    return encoded;
  }

  int[] labels(Split split, int[] indices) {
    var labels = new int[indices.length];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = samples.label(split, indices[b]);
    }
    return labels;
  }

  /**
   * Copies sequences to where they may be shorter, which takes their first steps, or longer, which
   * holds their last one.
   *
   * @param from {@code [T][B][features…]}
   * @param to {@code [steps][B][features…]}
   */
  static void fit(Tensor from, Tensor to) {
    int steps = from.shape().dim(0);
    int wanted = to.shape().dim(0);
    if (steps == wanted) {
      to.copyFrom(from); // views would be garbage of every step
      return;
    }
    int shared = Math.min(steps, wanted);
    to.slice(0, shared).copyFrom(from.slice(0, shared));
    for (int t = shared; t < wanted; t++) {
      to.at(t).copyFrom(from.at(steps - 1));
    }
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
}
