package org.hillock.plugins.datasets;

import java.nio.file.Path;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/** Grey images in IDX files of one's own. */
@Component(
    id = "idx",
    doc =
        "Grey images and their classes in four files of MNIST's IDX format, plain or with .gz"
            + " added. Paths are absolute or relative to the data store.",
    cites =
        "LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based learning applied to"
            + " document recognition. Proceedings of the IEEE 86.")
public record Idx(
    @Param(doc = "file of the training images: bytes, 3 axes") String trainImages,
    @Param(doc = "file of the training labels: bytes, 1 axis") String trainLabels,
    @Param(doc = "file of the test images: bytes, 3 axes") String testImages,
    @Param(doc = "file of the test labels: bytes, 1 axis") String testLabels,
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

  @Override
  public Samples open(Path store) {
    return new ImageFiles(
            DataFiles.given(store, trainImages, "data.train-images"),
            DataFiles.given(store, trainLabels, "data.train-labels"),
            DataFiles.given(store, testImages, "data.test-images"),
            DataFiles.given(store, testLabels, "data.test-labels"))
        .open(new ImageFiles.View(validation, standardise, sequence));
  }
}
