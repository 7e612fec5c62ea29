package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/** Colour images in files of one's own, in the binary layout of CIFAR. */
@Component(
    id = "cifar-files",
    doc =
        "Colour images of 32×32 pixels and their classes in files of the binary layout of CIFAR-10"
            + " (one label byte a record) or CIFAR-100 (two), plain or with .gz added. Paths are"
            + " absolute or relative to the data store.",
    cites =
        "Krizhevsky, A. (2009). Learning multiple layers of features from tiny images. Technical"
            + " report, University of Toronto.")
public record Cifar(
    @Param(doc = "files to learn from") List<String> train,
    @Param(doc = "files to test on; without any, a share of the others", value = "[]")
        List<String> test,
    @Param(
            doc =
                "the share of each class that is tested on where there are no test files, evenly"
                    + " spread in file order",
            value = "0.2",
            above = 0,
            below = 1)
        double heldOut,
    @Param(doc = "label bytes of a record; the last one counts", value = "1", min = 1)
        int labelBytes,
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation,
    @Param(
            doc = "what is subtracted from values in [0, 1]: one number, or one for each channel",
            value = "[0]")
        List<Double> mean,
    @Param(doc = "what they are divided by then", value = "[1]") List<Double> deviation)
    implements DataSet {

  /** Checks that the scales fit. */
  public Cifar {
    train = List.copyOf(train);
    test = List.copyOf(test);
    new Channels(mean, deviation).fitting(3);
    if (train.isEmpty()) {
      throw new IllegalArgumentException("train names at least one file");
    }
  }

  @Override
  public Samples open(Path store) {
    return new CifarFiles(
            given(store, train, "data.train"), given(store, test, "data.test"), labelBytes)
        .open(new CifarFiles.View(heldOut, validation, new Channels(mean, deviation)));
  }

  private static List<Path> given(Path store, List<String> files, String parameter) {
    return files.stream().map(file -> DataFiles.given(store, file, parameter)).toList();
  }
}
