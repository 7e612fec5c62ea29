package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Installation.Source.Download;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The MNIST family, on files this test writes: three training and two test images of 2×3 pixels.
 */
class ImageFilesTest {

  private static final int[] TRAIN = {
    0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60
  };
  private static final int[] TEST = {255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 51};

  @TempDir private Path store;
  private Path home;

  private static byte[] idx(int[] dims, int... values) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0x800 | dims.length);
    for (int d : dims) {
      out.writeInt(d);
    }
    for (int v : values) {
      out.writeByte(v);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @BeforeEach
  void write() throws IOException {
    home = Files.createDirectory(store.resolve("fashion-mnist"));
    put("train-images-idx3-ubyte", idx(new int[] {3, 2, 3}, TRAIN));
    put("train-labels-idx1-ubyte.gz", gzip(idx(new int[] {3}, 1, 0, 4)));
    put("t10k-images-idx3-ubyte.gz", gzip(idx(new int[] {2, 2, 3}, TEST)));
    put("t10k-labels-idx1-ubyte", idx(new int[] {2}, 4, 2));
  }

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(home.resolve(name), bytes);
  }

  private static FashionMnist plain(Sequence sequence) {
    return new FashionMnist(0, false, sequence);
  }

  private HillockException refused() {
    return assertThrows(HillockException.class, () -> plain(Sequence.NONE).open(store).close());
  }

  @Test
  void readsPlainAndCompressedFiles() {
    try (var samples = plain(Sequence.NONE).open(store)) {
      assertEquals(new SampleShape(0, Shape.of(2, 3, 1)), samples.shape());
      assertEquals(5, samples.classes());
      assertEquals(3, samples.size(Split.TRAIN));
      assertEquals(2, samples.size(Split.TEST));
      assertEquals(4, samples.label(Split.TRAIN, 2));
      assertEquals(2, samples.label(Split.TEST, 1));
      assertArrayEquals(
          new float[] {0, .2f, .4f, .6f, .8f, 1}, DigitsTest.sample(samples, Split.TRAIN, 0));
      assertArrayEquals(
          new float[] {0, 0, 0, 0, 0, .2f}, DigitsTest.sample(samples, Split.TEST, 1));
      assertEquals("the data set's own test files (2 samples)", samples.splitDescription());
    }
  }

  @Test
  void showsImagesAsSequences() {
    try (var rows = plain(Sequence.ROWS).open(store);
        var pixels = plain(Sequence.PIXELS).open(store)) {
      assertEquals(new SampleShape(2, Shape.of(3)), rows.shape());
      assertEquals(new SampleShape(6, Shape.of(1)), pixels.shape());
    }
  }

  @Test
  void standardisesByTheTrainingPartAlone() {
    try (var samples = new FashionMnist(1, true, Sequence.NONE).open(store)) {
      assertEquals(2, samples.size(Split.TRAIN));
      double[] part = Arrays.stream(TRAIN).limit(12).mapToDouble(p -> p / 255.0).toArray();
      double mean = Arrays.stream(part).average().orElseThrow();
      double variance = Arrays.stream(part).map(p -> (p - mean) * (p - mean)).sum() / 12;
      float[] test = DigitsTest.sample(samples, Split.TEST, 0);
      assertEquals((1 - mean) / Math.sqrt(variance), test[0], 1e-6);
    }
  }

  @Test
  void missingFilesNameTheCommandThatInstallsThem() throws IOException {
    Files.delete(home.resolve("t10k-labels-idx1-ubyte"));
    assertEquals(ErrorCode.DATA_UNAVAILABLE, refused().code());
    assertEquals(
        "fashion-mnist is not installed; run: hillock data install fashion-mnist",
        refused().getMessage());
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    byte[] whole = idx(new int[] {3, 2, 3}, TRAIN);
    put("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length - 1));
    assertEquals(ErrorCode.CORRUPT_FILE, refused().code());
    assertTrue(refused().getMessage().contains("17 of 18 bytes"), refused().getMessage());
    put("train-images-idx3-ubyte", Arrays.copyOf(whole, 6));
    assertTrue(refused().getMessage().contains("ends too early"), refused().getMessage());
    put("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length + 1));
    assertTrue(refused().getMessage().contains("goes on"), refused().getMessage());
  }

  @Test
  void damagedArchivesAreRefused() throws IOException {
    byte[] packed = gzip(idx(new int[] {2, 2, 3}, TEST));
    packed[packed.length - 5] ^= 1;
    put("t10k-images-idx3-ubyte.gz", packed);
    assertEquals(ErrorCode.CORRUPT_FILE, refused().code());
    put("t10k-images-idx3-ubyte.gz", "no archive".getBytes());
    assertEquals(ErrorCode.CORRUPT_FILE, refused().code());
  }

  @Test
  void filesOfAnotherKindAreRefused() throws IOException {
    put("t10k-labels-idx1-ubyte", idx(new int[] {2, 1, 1}, 1, 1));
    assertEquals(ErrorCode.CORRUPT_FILE, refused().code());
    put("t10k-labels-idx1-ubyte", idx(new int[] {3}, 1, 1, 1));
    assertTrue(refused().getMessage().contains("3 labels for 2 images"), refused().getMessage());
  }

  @Test
  void ownFilesAreFoundByPath() {
    try (var samples =
        new Idx(
                "fashion-mnist/train-images-idx3-ubyte",
                "fashion-mnist/train-labels-idx1-ubyte",
                home.resolve("t10k-images-idx3-ubyte").toAbsolutePath().toString(),
                "fashion-mnist/t10k-labels-idx1-ubyte",
                0,
                false,
                Sequence.NONE)
            .open(store)) {
      assertEquals(3, samples.size(Split.TRAIN));
    }
    var missing =
        assertThrows(
            HillockException.class,
            () -> new Idx("none", "a", "b", "c", 0, false, Sequence.NONE).open(store).close());
    assertEquals(ErrorCode.DATA_UNAVAILABLE, missing.code());
    assertTrue(missing.getMessage().startsWith("data.train-images"), missing.getMessage());
  }

  @Test
  void originalAddressesAreThoseOfTheFilesInTheirOrder() {
    for (DataSet set : List.of(plain(Sequence.NONE), new Mnist(0, false, Sequence.NONE))) {
      var installation = set.installation().orElseThrow();
      var download = assertInstanceOf(Download.class, installation.sources().getFirst());
      var names =
          download.addresses().stream()
              .map(address -> address.substring(address.lastIndexOf('/') + 1))
              .toList();
      assertEquals(installation.files().stream().map(file -> file.name() + ".gz").toList(), names);
    }
  }
}
