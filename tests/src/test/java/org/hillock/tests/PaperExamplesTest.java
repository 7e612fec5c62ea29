package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.SpikeSample;
import org.hillock.engine.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The experiments of papers whose data nobody has here, on files of the right format: a thin
 * network goes through all stages, an epoch each.
 */
class PaperExamplesTest {

  private static final Map<String, String> SMALLER =
      Map.ofEntries(
          Map.entry("network[0].width", "0.03"),
          Map.entry("network[0].hidden", "[8]"),
          Map.entry("trainer.ann[0].width", "0.03"),
          Map.entry("trainer.ann[0].hidden", "[8]"),
          Map.entry("trainer.ann-epochs", "1"),
          Map.entry("trainer.search-images", "4"),
          Map.entry("trainer.search-steps", "2"),
          Map.entry("trainer.time-steps", "[3, 1]"),
          Map.entry("trainer.stage-epochs", "1"),
          Map.entry("trainer.batch-size", "5"),
          Map.entry("trainer.accumulate", "2"));

  private static final int VALUES = 3 * 32 * 32;

  @TempDir Path folder;

  private final Random random = new Random(1);
  private final List<String> series = new ArrayList<>();

  private final class Listener implements RunListener {

    @Override
    public void progress(Progress progress) {}

    @Override
    public void point(String name, long step, int epoch, double value) {
      assertTrue(Double.isFinite(value), name);
      series.add(name);
    }

    @Override
    public void log(String line) {}

    @Override
    public void spikes(SpikeSample sample) {}
  }

  private void trains(String example, Map<String, String> changes) throws IOException {
    var text = Files.readString(Path.of("..", "distribution", "examples", example + ".yaml"));
    var spec = Spec.parse(text).withOverrides(SMALLER).withOverrides(changes);
    var experiment = spec.bind(ExamplesTest.shipped());
    var run = Files.createDirectory(folder.resolve("run"));
    var result =
        ExperimentRunner.run(
            experiment, folder, run, Optional.empty(), new Listener(), () -> false);
    assertEquals(1, result.steps());
    for (var stage : List.of("ann", "t3", "t1")) {
      assertTrue(series.contains(stage + "_train_loss"), series::toString);
    }
  }

  /** Records of label bytes, of which the last is the class, and an image. */
  private void cifar(String file, int labelBytes, int... classes) throws IOException {
    var records = new ByteArrayOutputStream();
    for (int label : classes) {
      var record = new byte[labelBytes + VALUES];
      random.nextBytes(record);
      record[labelBytes - 1] = (byte) label;
      records.write(record);
    }
    var to = folder.resolve(file);
    Files.createDirectories(to.getParent());
    Files.write(to, records.toByteArray());
  }

  @Test
  void cifar10() throws IOException {
    for (int i = 1; i <= 5; i++) {
      cifar("cifar-10/data_batch_" + i + ".bin", 1, i, 9);
    }
    cifar("cifar-10/test_batch.bin", 1, 0, 4, 9);
    trains("cifar10-vgg16-iir", Map.of());
  }

  @Test
  void cifar100() throws IOException {
    cifar("cifar-100/train.bin", 2, 3, 99, 50, 0, 17, 98);
    cifar("cifar-100/test.bin", 2, 99, 1);
    trains("cifar100-vgg16-iir", Map.of());
  }

  @Test
  void imageNet() throws IOException {
    for (var split : List.of("train", "test")) {
      for (var name : List.of("n01440764/a.jpg", "n01440764/b.png", "n01443537/c.jpg")) {
        image(folder.resolve("imagenet").resolve(split).resolve(name));
      }
    }
    trains(
        "imagenet-vgg16-iir",
        Map.of(
            "data.side", "32",
            "data.shorter-side", "40",
            "network[0].classes", "2",
            "trainer.ann[0].classes", "2"));
  }

  private void image(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(60, 45, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 60 * 45; i++) {
      image.setRGB(i % 60, i / 60, random.nextInt(1 << 24));
    }
    var format = file.toString().endsWith("png") ? "png" : "jpg";
    assertTrue(ImageIO.write(image, format, file.toFile()));
  }
}
