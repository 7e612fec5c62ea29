package org.hillock.api.data;

import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** Opened data. Safe for use by several threads. */
@ConsumerType
public interface Samples extends AutoCloseable {

  /** What one sample looks like. */
  SampleShape shape();

  /** How many classes the labels have; 0 if targets are values, not classes. */
  int classes();

  /** How many samples a split has. */
  int size(Split split);

  /**
   * Reads one sample.
   *
   * @param sample every element is written
   */
  void read(Split split, int index, Tensor sample);

  /** The class of a sample, from 0 to {@code classes() - 1}. */
  int label(Split split, int index);

  /**
   * A checksum over content and split, lower-case hexadecimal SHA-256: what a run's manifest pins.
   */
  String sha256();

  /** How the split was made, for reports: for example {@code every fifth sample, UCI order}. */
  String splitDescription();

  @Override
  void close();
}
