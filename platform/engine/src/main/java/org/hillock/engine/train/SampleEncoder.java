package org.hillock.engine.train;

import java.util.List;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;

/**
 * Reads, augments and encodes samples. A training sample draws anew each epoch, a sample of another
 * split the same every time.
 */
final class SampleEncoder {

  private final Samples samples;
  private final List<Augmentation> augmentations;
  private final Encoding encoding;
  private final RandomStream toAugment;
  private final RandomStream toEncode;

  SampleEncoder(
      Samples samples, List<Augmentation> augmentations, Encoding encoding, RandomStream random) {
    this.samples = samples;
    this.augmentations = augmentations;
    this.encoding = encoding;
    toAugment = random.named("augment");
    toEncode = random.named("encode");
  }

  /** The bytes of a block for a batch of this size, and for one sample at work. */
  long bytes(int batch) {
    return (target(batch).size() + encoding.scratch().size() + samples.shape().tensor().size())
        * Float.BYTES;
  }

  private Shape target(int batch) {
    return encoding.input().features().prepend(encoding.steps(), batch);
  }

  /**
   * Encodes a batch at the beginning of a block.
   *
   * @return {@code [T][B][features…]}, as many samples as indices
   */
  Tensor encode(Reading reading, int[] indices, Block block) {
    var target = block.tensor(0, target(indices.length));
    long offset = target.segment().byteSize();
    var sample = block.tensor(offset, samples.shape().tensor());
    offset += sample.segment().byteSize();
    var scratch = block.tensor(offset, encoding.scratch());
    for (int b = 0; b < indices.length; b++) {
      samples.read(reading.split(), indices[b], sample);
      if (reading.augmented()) {
        augment(sample, reading.stream(toAugment, indices[b]));
      }
      encoding.encode(sample, scratch, target, b, reading.stream(toEncode, indices[b]));
    }
    return target;
  }

  private void augment(Tensor sample, RandomStream random) {
    for (int i = 0; i < augmentations.size(); i++) {
      augmentations.get(i).augment(sample, samples.shape(), random.numbered(i));
    }
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
}
