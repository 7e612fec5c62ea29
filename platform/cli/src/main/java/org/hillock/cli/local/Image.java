package org.hillock.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * The folder Hillock is installed in.
 *
 * @param root has {@code bin}, {@code lib}, {@code plugins}, {@code examples} and {@code
 *     repository}
 */
public record Image(Path root) {

  private static final String PROPERTY = "hillock.image";

  /** The image this process was started from. */
  public static Image get() {
    return found()
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.FAILED_PRECONDITION,
                    "the system property %s names no folder; start Hillock with bin/hillock"
                        .formatted(PROPERTY)));
  }

  /** The image, if this process was started from one. */
  public static Optional<Image> found() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(Image::new);
  }

  /** The folder of the plugins that come with Hillock. */
  public Path plugins() {
    return root.resolve("plugins");
  }

  /** The plugins that come with Hillock. */
  public List<Path> pluginJars() {
    return files(plugins()).stream().filter(file -> file.toString().endsWith(".jar")).toList();
  }

  /** A Maven repository with what plugins are built with. */
  public Path repository() {
    return root.resolve("repository");
  }

  /** The Maven archetype that new plugins begin with. */
  public Path archetype(String version) {
    return repository()
        .resolve(Path.of("org", "hillock", "hillock-archetype", version))
        .resolve("hillock-archetype-%s.jar".formatted(version));
  }

  /** An experiment that comes with Hillock. */
  public Path example(String name) {
    return root.resolve("examples").resolve(name);
  }

  /** A sentence that tells where the examples are. */
  public String hint() {
    var names = files(root.resolve("examples")).stream().map(f -> f.getFileName().toString());
    return "; there are examples in %s: %s"
        .formatted(root.resolve("examples"), String.join(", ", names.toList()));
  }

  private static List<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the image has no folder " + folder, e);
    }
  }
}
