package org.hillock.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.hillock.api.HillockPlugin;

/** Finds jars that declare a plugin. */
final class PluginJars {

  private static final Path BUILT = Path.of("target");
  private static final String SUFFIX = ".jar";

  private PluginJars() {}

  /** The one in {@code target}. */
  static Path built() {
    var found = Files.isDirectory(BUILT) ? in(BUILT) : List.<Path>of();
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one plugin jar in %s, found %s; build it first (mvn package), and test it after that: in a class named …IT"
              .formatted(BUILT.toAbsolutePath(), found.isEmpty() ? "none" : found));
    }
    return found.getFirst();
  }

  private static List<Path> in(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(PluginJars::isPlugin).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those on the class path, in its order. */
  static List<Path> onClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(PluginJars::isPlugin)
        .toList();
  }

  private static boolean isPlugin(Path file) {
    if (!file.toString().endsWith(SUFFIX) || !Files.isRegularFile(file)) {
      return false;
    }
    try (var jar = new JarFile(file.toFile())) {
      var manifest = jar.getManifest();
      var offered =
          manifest == null ? null : manifest.getMainAttributes().getValue("Provide-Capability");
      return offered != null && offered.contains(HillockPlugin.NAMESPACE);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar " + file + " cannot be read", e);
    }
  }
}
