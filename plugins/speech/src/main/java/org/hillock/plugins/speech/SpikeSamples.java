package org.hillock.plugins.speech;

import java.util.HexFormat;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Tensor;

/** Spike trains as samples: each as it is, and reversed in time as a class of its own if asked. */
final class SpikeSamples implements Samples {

  private final SpikeFile file;
  private final Binning binning;
  private final Labels labels;
  private final Partition partition;
  private final String sha256;

  /**
   * The classes of trains.
   *
   * @param of of each train, from 0 to below {@code classes}
   * @param reversed whether each train comes once more, reversed in time, with a label higher by
   *     {@code classes}
   */
  record Labels(int[] of, int classes, boolean reversed) {}

  /**
   * Samples of trains.
   *
   * @param content a checksum over the trains
   */
  SpikeSamples(
      SpikeFile file, Binning binning, Labels labels, Partition partition, String content) {
    this.file = file;
    this.binning = binning;
    this.labels = labels;
    this.partition = partition;
    var sum = Sums.sha256();
    Sums.update(sum, "%s, %s, %s".formatted(content, binning, labels.reversed()));
    Sums.update(sum, labels.of());
    for (var split : Split.values()) {
      Sums.update(sum, partition.rows(split));
    }
    sha256 = HexFormat.of().formatHex(sum.digest());
  }

  @Override
  public SampleShape shape() {
    return binning.shape();
  }

  @Override
  public int classes() {
    return labels.classes() * ways();
  }

  private int ways() {
    return labels.reversed() ? 2 : 1;
  }

  @Override
  public int size(Split split) {
    return partition.rows(split).length * ways();
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    int train = row(split, index);
    boolean turned = index % ways() == 1;
    binning.read(file, file.begin(train), file.begin(train + 1), turned, sample);
  }

  @Override
  public int label(Split split, int index) {
    return labels.of()[row(split, index)] + index % ways() * labels.classes();
  }

  private int row(Split split, int index) {
    return partition.rows(split)[index / ways()];
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
  public void close() {
    file.close();
  }
}
