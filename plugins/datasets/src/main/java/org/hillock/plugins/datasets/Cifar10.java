package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Samples;

/** CIFAR-10, normalised as Chowdhury, Rathi and Roy (2021) do. */
@Component(
    id = "cifar-10",
    doc =
        "60,000 colour images of 32×32 pixels in 10 classes, 10,000 of them for testing; each"
            + " channel has mean 0 and deviation 1. Install it first: hillock data install"
            + " cifar-10.",
    cites =
        "Krizhevsky, A. (2009). Learning multiple layers of features from tiny images. Technical"
            + " report, University of Toronto.")
public record Cifar10(
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation)
    implements DataSet {

  private static final CifarArchive ARCHIVE =
      new CifarArchive(
          "cifar-10",
          "c32a1d4ab5d03f1284b67883e8d87530",
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          "test_batch.bin",
          1,
          new Channels(List.of(.4914, .4822, .4465), List.of(.2023, .1994, .2010)));

  @Override
  public Samples open(Path store) {
    return ARCHIVE.open(store, validation);
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(ARCHIVE.installation());
  }
}
