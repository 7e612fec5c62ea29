package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colour images, in files this test writes. */
class ColourImagesTest {

  private static final int PLANE = 32 * 32;

  @TempDir private Path store;

  /** A record whose red plane rises with the place, green is {@code shade}, blue 255. */
  private static byte[] record(int shade, int... labels) {
    var bytes = new byte[labels.length + 3 * PLANE];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    for (int i = 0; i < PLANE; i++) {
      bytes[labels.length + i] = (byte) (i % 256);
      bytes[labels.length + PLANE + i] = (byte) shade;
      bytes[labels.length + 2 * PLANE + i] = (byte) 255;
    }
    return bytes;
  }

  private void write(String file, byte[]... records) throws IOException {
    var to = store.resolve(file);
    Files.createDirectories(to.getParent());
    var all = new byte[Arrays.stream(records).mapToInt(r -> r.length).sum()];
    int at = 0;
    for (var record : records) {
      System.arraycopy(record, 0, all, at, record.length);
      at += record.length;
    }
    Files.write(to, all);
  }

  private static float[] read(Samples samples, Split split, int index) {
    try (var arena = Arena.ofConfined()) {
      long size = samples.shape().tensor().size();
      var sample = Tensor.of(arena.allocate(4 * size, 4), samples.shape().tensor());
      samples.read(split, index, sample);
      return sample.toArray();
    }
  }

  private HillockException refused(DataSet data) {
    return assertThrows(HillockException.class, () -> data.open(store).close());
  }

  @Test
  void cifar10IsReadFromItsFilesAndNormalisedByChannel() throws IOException {
    for (int i = 1; i <= 5; i++) {
      write("cifar-10/data_batch_%d.bin".formatted(i), record(10 * i, i), record(0, 9));
    }
    write("cifar-10/test_batch.bin", record(100, 3));
    try (var samples = new Cifar10(2).open(store)) {
      assertEquals(Shape.of(32, 32, 3), samples.shape().features());
      assertEquals(10, samples.classes());
      assertEquals(8, samples.size(Split.TRAIN));
      assertEquals(2, samples.size(Split.VALIDATION));
      assertEquals(2, samples.label(Split.TRAIN, 2));
      var values = read(samples, Split.TEST, 0);
      int place = 5 * 32 + 7;
      assertEquals((167 / 255.0 - .4914) / .2023, values[3 * place], 1e-5);
      assertEquals((100 / 255.0 - .4822) / .1994, values[3 * place + 1], 1e-5);
      assertEquals((1 - .4465) / .2010, values[3 * place + 2], 1e-5);
    }
  }

  @Test
  void cifar100CountsTheFineLabel() throws IOException {
    write("cifar-100/train.bin", record(0, 19, 99), record(0, 3, 40));
    write("cifar-100/test.bin", record(0, 1, 17));
    try (var samples = new Cifar100(0).open(store)) {
      assertEquals(100, samples.classes());
      assertEquals(40, samples.label(Split.TRAIN, 1));
      assertEquals(17, samples.label(Split.TEST, 0));
    }
  }

  private static Cifar files(List<String> test) {
    return new Cifar(List.of("own.bin"), test, 0.5, 1, 0, List.of(0.0), List.of(1.0));
  }

  @Test
  void withoutTestFilesAShareOfEachClassIsHeldOut() throws IOException {
    write("own.bin", record(1, 0), record(2, 0), record(3, 1), record(4, 1));
    try (var samples = files(List.of()).open(store)) {
      assertEquals(2, samples.size(Split.TRAIN));
      assertEquals(2, samples.size(Split.TEST));
      assertEquals(2 / 255f, read(samples, Split.TEST, 0)[1], 1e-6);
      assertTrue(samples.splitDescription().startsWith("held out: 50 %"));
    }
  }

  @Test
  void missingAndBrokenFilesAreToldByName() throws IOException {
    var missing = refused(new Cifar10(0));
    assertEquals(ErrorCode.DATA_UNAVAILABLE, missing.code());
    assertTrue(missing.getMessage().contains("data install cifar-10"), missing.getMessage());
    Files.write(store.resolve("own.bin"), new byte[3072]);
    var broken = refused(files(List.of()));
    assertEquals(ErrorCode.CORRUPT_FILE, broken.code());
    assertTrue(broken.getMessage().contains("records of 3073"), broken.getMessage());
  }

  /** An image whose left half is red and whose right half is blue. */
  private void image(String file, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? 0xff0000 : 0x0000ff);
      }
    }
    var to = store.resolve(file);
    Files.createDirectories(to.getParent());
    ImageIO.write(image, file.substring(file.lastIndexOf('.') + 1), to.toFile());
  }

  private static ImageFolder folder(int side, Optional<Integer> shorter) {
    return new ImageFolder("own", side, shorter, 0.5, List.of(0.5), List.of(0.25));
  }

  @Test
  void imagesOfAFolderAreScaledAndCutToASquare() throws IOException {
    image("own/train/ant/1.png", 12, 6);
    image("own/train/ant/2.PNG", 6, 6);
    image("own/train/bee/1.jpg", 16, 32);
    image("own/test/bee/1.png", 8, 4);
    Files.writeString(store.resolve("own/train/bee/readme.txt"), "no image");
    try (var samples = folder(2, Optional.of(4)).open(store)) {
      assertEquals(2, samples.classes());
      assertEquals(2, samples.size(Split.TRAIN));
      assertEquals(1, samples.size(Split.VALIDATION));
      assertEquals(1, samples.label(Split.TEST, 0));
      // 4 of 8 columns and 2 of 4 rows around the middle: red, then blue.
      var values = read(samples, Split.TEST, 0);
      assertEquals(12, values.length);
      assertEquals((1 - .5) / .25, values[0], 1e-5);
      assertEquals((0 - .5) / .25, values[2], 1e-5);
      assertEquals((1 - .5) / .25, values[5], 1e-5);
    }
    try (var small = folder(2, Optional.empty()).open(store)) {
      // An eighth of the JPEG's width: mostly what its halves are.
      assertTrue(read(small, Split.TRAIN, 1)[0] > 1);
      assertTrue(read(small, Split.TRAIN, 1)[2] < -1);
      assertEquals(1, small.label(Split.TRAIN, 1));
      try (var other = folder(3, Optional.empty()).open(store)) {
        assertNotEquals(small.sha256(), other.sha256());
      }
    }
  }

  @Test
  void theChecksumOfAFolderIsOverWhatItsFilesHold() throws IOException {
    image("own/train/ant/1.png", 4, 4);
    image("own/test/ant/1.png", 4, 4);
    var file = store.resolve("own/test/ant/1.png");
    var time = Files.getLastModifiedTime(file);
    var first = sha256();
    assertEquals(first, sha256());
    byte[] other = Files.readAllBytes(file);
    other[other.length - 20] ^= 1;
    Files.write(file, other);
    Files.setLastModifiedTime(file, FileTime.from(time.toInstant().plusSeconds(1)));
    var second = sha256();
    assertNotEquals(first, second, "as many bytes, changed later");
    other[other.length - 20] ^= 1;
    Files.write(file, other);
    Files.setLastModifiedTime(file, FileTime.from(time.toInstant().plusSeconds(1)));
    assertEquals(second, sha256(), "size and time are known: not read again");
    Files.setLastModifiedTime(file, time);
    assertEquals(first, sha256());
    try (var kept = Files.list(store.resolve("image-folder"))) {
      assertEquals(1, kept.count());
    }
  }

  private String sha256() {
    try (var samples = folder(2, Optional.empty()).open(store)) {
      return samples.sha256();
    }
  }

  @Test
  void foldersWithoutImagesAndFilesThatAreNoneAreTold() throws IOException {
    assertEquals(ErrorCode.DATA_UNAVAILABLE, refused(folder(2, Optional.empty())).code());
    image("own/test/bee/1.png", 8, 4);
    Files.createDirectories(store.resolve("own/train/bee"));
    Files.writeString(store.resolve("own/train/bee/1.png"), "no image");
    try (var samples = folder(2, Optional.empty()).open(store)) {
      var e = assertThrows(HillockException.class, () -> read(samples, Split.TRAIN, 0));
      assertEquals(ErrorCode.CORRUPT_FILE, e.code());
      assertTrue(e.getMessage().contains("1.png"), e.getMessage());
    }
  }
}
