package org.hillock.plugins.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * The image files under {@code train/CLASS/} and {@code test/CLASS/} of a folder, in order of
 * names.
 *
 * @param root the folder
 * @param classes the classes' names, in order
 */
record ClassFolders(Path root, List<String> classes, List<Image> train, List<Image> test) {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  /** A file and the class its folder stands for. */
  record Image(Path file, int label) {}

  /**
   * Lists the files.
   *
   * @throws HillockException with {@code DATA_UNAVAILABLE} if folders or images are missing
   */
  static ClassFolders open(Path root) {
    var classes = names(root.resolve("train"), Files::isDirectory);
    var train = images(root.resolve("train"), classes);
    var test = images(root.resolve("test"), classes);
    for (var name : names(root.resolve("test"), Files::isDirectory)) {
      if (!classes.contains(name)) {
        throw missing(root, "class %s is tested but not trained".formatted(name));
      }
    }
    if (train.isEmpty() || test.isEmpty()) {
      throw missing(root, "there are no .png, .jpg or .jpeg files in it");
    }
    return new ClassFolders(root, classes, train, test);
  }

  private static List<Image> images(Path folder, List<String> classes) {
    var images = new ArrayList<Image>();
    for (int label = 0; label < classes.size(); label++) {
      var inside = folder.resolve(classes.get(label));
      if (!Files.isDirectory(inside)) {
        continue; // A class without a test image.
      }
      for (var name : names(inside, ClassFolders::isImage)) {
        images.add(new Image(inside.resolve(name), label));
      }
    }
    return images;
  }

  private static boolean isImage(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static List<String> names(Path folder, Predicate<Path> wanted) {
    try (var entries = Files.list(folder)) {
      return entries.filter(wanted).map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw missing(folder, e.toString());
    }
  }

  private static HillockException missing(Path where, String what) {
    return new HillockException(
        ErrorCode.DATA_UNAVAILABLE,
        "%s: %s; image-folder takes images in train/CLASS/ and test/CLASS/"
            .formatted(where.toAbsolutePath(), what));
  }
}
