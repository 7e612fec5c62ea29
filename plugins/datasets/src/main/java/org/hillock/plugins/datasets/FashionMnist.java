package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Source.DebianPackage;
import org.hillock.api.data.Installation.Source.Download;
import org.hillock.api.data.Installation.Target;
import org.hillock.api.data.Samples;

/** Fashion-MNIST: grey images of clothing, 28×28 pixels. Licence: MIT. */
@Component(
    id = "fashion-mnist",
    doc =
        "70,000 grey images of clothing in 10 classes, 28×28 pixels, 10,000 of them for testing."
            + " Install it first: hillock data install fashion-mnist.",
    cites =
        "Xiao, H., Rasul, K., Vollgraf, R. (2017). Fashion-MNIST: a novel image dataset for"
            + " benchmarking machine learning algorithms. arXiv:1708.07747.")
public record FashionMnist(
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

  private static final String ORIGIN =
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

  private static final Installation INSTALLATION =
      new Installation(
          "fashion-mnist",
          "MIT, copyright 2017 Zalando SE",
          List.of(
              new Download(
                  List.of(
                      ORIGIN + "train-images-idx3-ubyte.gz",
                      ORIGIN + "train-labels-idx1-ubyte.gz",
                      ORIGIN + "t10k-images-idx3-ubyte.gz",
                      ORIGIN + "t10k-labels-idx1-ubyte.gz")),
              new DebianPackage("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist")),
          List.of(
              new Target(
                  "train-images-idx3-ubyte",
                  "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
              new Target(
                  "train-labels-idx1-ubyte",
                  "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
              new Target(
                  "t10k-images-idx3-ubyte",
                  "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
              new Target(
                  "t10k-labels-idx1-ubyte",
                  "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")));

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
