package org.hillock.plugins.datasets;

import java.security.MessageDigest;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Tensor;

/** Samples held in arrays. */
final class ArraySamples implements Samples {

  private final SampleShape shape;
  private final int classes;
  private final Content content;
  private final int[] labels;
  private final Partition partition;
  private final String sha256;

  /**
   * Samples of one shape.
   *
   * @param labels the class of each row, from 0 to {@code classes - 1}
   */
  ArraySamples(SampleShape shape, int classes, Content content, int[] labels, Partition partition) {
    this.shape = shape;
    this.classes = classes;
    this.content = content;
    this.labels = labels;
    this.partition = partition;
    this.sha256 = Checksums.of(this::digest);
  }

  @Override
  public SampleShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int size(Split split) {
    return partition.rows(split).length;
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    content.read(partition.rows(split)[index], sample);
  }

  @Override
  public int label(Split split, int index) {
    return labels[partition.rows(split)[index]];
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String splitDescription() {
    return partition.description();
  }

  @Override
  public void close() {}

  private void digest(MessageDigest sum) {
    Checksums.put(sum, "%s, %d classes".formatted(shape, classes));
    content.digest(sum);
    Checksums.put(sum, labels);
    Checksums.put(sum, partition);
  }
}
