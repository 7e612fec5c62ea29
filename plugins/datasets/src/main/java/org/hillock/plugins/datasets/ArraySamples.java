package org.hillock.plugins.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    this.sha256 = checksum();
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

  private String checksum() {
    try {
      var sum = MessageDigest.getInstance("SHA-256");
      sum.update("%s, %d classes".formatted(shape, classes).getBytes(StandardCharsets.UTF_8));
      content.digest(sum);
      update(sum, labels);
      for (var split : Split.values()) {
        update(sum, partition.rows(split));
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest sum, int[] values) {
    var bytes = ByteBuffer.allocate((values.length + 1) * Integer.BYTES);
    bytes.asIntBuffer().put(values.length).put(values);
    sum.update(bytes);
  }
}
