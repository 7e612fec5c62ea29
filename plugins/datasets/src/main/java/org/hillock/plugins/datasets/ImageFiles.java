package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import org.hillock.api.data.Samples;

/** Grey images in four IDX files. */
record ImageFiles(Path trainImages, Path trainLabels, Path testImages, Path testLabels) {

  /** How images are shown. */
  record View(int validation, boolean standardise, Sequence sequence) {}

  /** Reads them all. */
  Samples open(View view) {
    var train = IdxFile.read(trainImages, 3);
    var test = IdxFile.read(testImages, 3);
    int height = train.dims()[1];
    int width = train.dims()[2];
    if (test.dims()[1] != height || test.dims()[2] != width) {
      throw DataFiles.corrupt(
          testImages,
          "its images have %d×%d pixels, those of %s %d×%d"
              .formatted(test.dims()[1], test.dims()[2], trainImages, height, width));
    }
    int[] labels = concat(labels(trainLabels, train), labels(testLabels, test));
    int classes = Arrays.stream(labels).max().orElseThrow() + 1;
    byte[] pixels = Arrays.copyOf(train.bytes(), train.bytes().length + test.bytes().length);
    System.arraycopy(test.bytes(), 0, pixels, train.bytes().length, test.bytes().length);
    var partition = Partition.ofFiles(train.dims()[0], test.dims()[0], view.validation());
    var unit = ByteContent.unit(pixels, height * width);
    var content = view.standardise() ? unit.standardised(partition.train().length) : unit;
    return new ArraySamples(
        view.sequence().shape(height, width), classes, content, labels, partition);
  }

  private static int[] labels(Path file, IdxFile images) {
    var labels = IdxFile.read(file, 1);
    if (labels.dims()[0] != images.dims()[0]) {
      throw DataFiles.corrupt(
          file, "it has %d labels for %d images".formatted(labels.dims()[0], images.dims()[0]));
    }
    int[] classes = new int[labels.bytes().length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Byte.toUnsignedInt(labels.bytes()[i]);
    }
    return classes;
  }

  private static int[] concat(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
