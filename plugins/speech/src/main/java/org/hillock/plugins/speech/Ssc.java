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

/** Spiking Speech Commands: {@code [steps][700 / group]} counts. */
@Component(
    id = "ssc",
    doc =
        "Spiking Speech Commands (CC BY 4.0): 75,466 spoken words for training, 9,981 for"
            + " validation and 20,382 for testing as spikes of 700 units, 35 classes. Time counts"
            + " from a sample's first spike.",
    cites =
        "Cramer, B., Stradmann, Y., Schemmel, J., Zenke, F. (2022). The Heidelberg spiking data"
            + " sets for the systematic evaluation of spiking neural networks. IEEE Transactions on"
            + " Neural Networks and Learning Systems 33.")
public record Ssc(
    @Param(doc = "neighbouring units that are added up", value = "5", min = 1) int group,
    @Param(doc = "length of a time step", unit = "ms", value = "10", min = 1) int bin,
    @Param(
            doc = "time steps, what comes later is left out; 0: as many as the longest sample has",
            value = "0",
            min = 0)
        int steps)
    implements DataSet {

  private static final int CLASSES = 35;
  private static final List<String> FILES = List.of("ssc_train.h5", "ssc_valid.h5", "ssc_test.h5");
  private static final List<String> MD5 =
      List.of(
          "d102be95e7144fcc0553d1f45ba94170",
          "b4eee3516a4a90dd0c71a6ac23a8ae43",
          "a35ff1e9cffdd02a20eb850c17c37748");

  public Ssc {
    HeidelbergFiles.requireGroups(group);
  }

  @Override
  public Samples open(Path store) {
    return HeidelbergFiles.in(store, "ssc", FILES, CLASSES)
        .open(store, new HeidelbergFiles.View(group, bin, steps), Ssc::split);
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(HeidelbergFiles.installation("ssc", FILES, MD5));
  }

  private static Partition split(List<int[]> labels) {
    int train = labels.get(0).length;
    int validation = train + labels.get(1).length;
    int test = validation + labels.get(2).length;
    return new Partition(
        IntStream.range(0, train).toArray(),
        IntStream.range(train, validation).toArray(),
        IntStream.range(validation, test).toArray(),
        "the data set's own files for training, validation and testing");
  }
}
