package org.hillock.plugins.datasets;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.tensor.Shape;

/**
 * Colour images in the binary layout of CIFAR: records of one label byte or more, of which the last
 * counts, then 3,072 values, plane by plane: red, green, blue.
 *
 * @param labelBytes label bytes of a record
 */
record CifarFiles(List<Path> train, List<Path> test, int labelBytes) {

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PIXELS = SIDE * SIDE;
  private static final int VALUES = CHANNELS * PIXELS;

  /** How they are shown; without test files a share of each class is held out. */
  record View(double heldOut, int validation, Channels channels) {}

  /** Records of files, one after the other; images as {@code [row][column][channel]}. */
  private record Records(int[] labels, byte[] pixels) {}

  /** Reads them all. */
  Samples open(View view) {
    var files = new ArrayList<>(train);
    files.addAll(test);
    var all = files.stream().map(this::records).toList();
    int[] labels = all.stream().flatMapToInt(r -> Arrays.stream(r.labels())).toArray();
    var pixels = new byte[Math.multiplyExact(labels.length, VALUES)];
    int at = 0;
    for (var records : all) {
      System.arraycopy(records.pixels(), 0, pixels, at, records.pixels().length);
      at += records.pixels().length;
    }
    int classes = Arrays.stream(labels).max().orElseThrow() + 1;
    int training = all.subList(0, train.size()).stream().mapToInt(r -> r.labels().length).sum();
    var partition =
        test.isEmpty()
            ? Partition.heldOut(labels, classes, view.heldOut(), view.validation())
            : Partition.ofFiles(training, labels.length - training, view.validation());
    var shape = new SampleShape(0, Shape.of(SIDE, SIDE, CHANNELS));
    var content = new ChannelContent(pixels, VALUES, view.channels());
    return new ArraySamples(shape, classes, content, labels, partition);
  }

  private Records records(Path file) {
    byte[] bytes = DataFiles.read(file, InputStream::readAllBytes);
    int size = labelBytes + VALUES;
    if (bytes.length == 0 || bytes.length % size != 0) {
      throw DataFiles.corrupt(
          file,
          "it has %d bytes, which are no whole records of %d (%d for the label, %d for the image)"
              .formatted(bytes.length, size, labelBytes, VALUES));
    }
    int count = bytes.length / size;
    var labels = new int[count];
    var pixels = new byte[count * VALUES];
    for (int r = 0; r < count; r++) {
      int from = r * size + labelBytes;
      labels[r] = Byte.toUnsignedInt(bytes[from - 1]);
      for (int i = 0; i < VALUES; i++) {
        pixels[r * VALUES + i % PIXELS * CHANNELS + i / PIXELS] = bytes[from + i];
      }
    }
    return new Records(labels, pixels);
  }
}
