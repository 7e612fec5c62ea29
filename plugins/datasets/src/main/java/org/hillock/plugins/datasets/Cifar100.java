package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Samples;

/** CIFAR-100 with its fine labels, normalised as Chowdhury, Rathi and Roy (2021) do. */
@Component(
    id = "cifar-100",
    doc =
        "60,000 colour images of 32×32 pixels in 100 classes, 10,000 of them for testing; each"
            + " channel has mean 0 and deviation 1. Install it first: hillock data install"
            + " cifar-100.",
    cites =
        "Krizhevsky, A. (2009). Learning multiple layers of features from tiny images. Technical"
            + " report, University of Toronto.")
public record Cifar100(
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation)
    implements DataSet {

  private static final CifarArchive ARCHIVE =
      new CifarArchive(
          "cifar-100",
          "03b5dce01913d631647c71ecec9e9cb8",
          "cifar-100-binary",
          List.of("train.bin"),
          "test.bin",
          2,
          new Channels(List.of(.5071, .4867, .4408), List.of(.2675, .2565, .2761)));

  @Override
  public Samples open(Path store) {
    return ARCHIVE.open(store, validation);
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(ARCHIVE.installation());
  }
}
