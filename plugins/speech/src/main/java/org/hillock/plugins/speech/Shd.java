package org.hillock.plugins.speech;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Samples;

/** Spiking Heidelberg Digits: {@code [steps][700 / group]} counts. */
@Component(
    id = "shd",
    doc =
        "Spiking Heidelberg Digits (CC BY 4.0): 8,156 spoken digits in two languages for training"
            + " and 2,264 for testing as spikes of 700 units, 20 classes. Time counts from a"
            + " sample's first spike.",
    cites =
        "Cramer, B., Stradmann, Y., Schemmel, J., Zenke, F. (2022). The Heidelberg spiking data"
            + " sets for the systematic evaluation of spiking neural networks. IEEE Transactions on"
            + " Neural Networks and Learning Systems 33.")
public record Shd(
    @Param(
            doc =
                "share of the training samples of each class that become the validation split,"
                    + " evenly spread; the data set itself has none",
            value = "0",
            min = 0,
            below = 1)
        double validationFraction,
    @Param(doc = "neighbouring units that are added up", value = "5", min = 1) int group,
    @Param(doc = "length of a time step", unit = "ms", value = "10", min = 1) int bin,
    @Param(
            doc = "time steps, what comes later is left out; 0: as many as the longest sample has",
            value = "0",
            min = 0)
        int steps)
    implements DataSet {

  private static final int CLASSES = 20;
  private static final List<String> FILES = List.of("shd_train.h5", "shd_test.h5");
  private static final List<String> MD5 =
      List.of("f3252aeb598ac776c1b526422d90eecb", "1503a5064faa34311c398fb0a1ed0a6f");

  public Shd {
    HeidelbergFiles.requireGroups(group);
  }

  @Override
  public Samples open(Path store) {
    return HeidelbergFiles.in(store, "shd", FILES, CLASSES)
        .open(store, new HeidelbergFiles.View(group, bin, steps), this::split);
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(HeidelbergFiles.installation("shd", FILES, MD5));
  }

  private Partition split(List<int[]> labels) {
    int train = labels.get(0).length;
    int test = labels.get(1).length;
    var partition =
        new Partition(
            IntStream.range(0, train).toArray(),
            new int[0],
            IntStream.range(train, train + test).toArray(),
            validationFraction == 0
                ? "the data set's own test file; no validation split"
                : "the data set's own test file; for validation, %.3g of the training file"
                    .formatted(validationFraction));
    return partition.withValidation(validationFraction, row -> labels.get(0)[row]);
  }
}
