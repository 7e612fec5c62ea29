package org.hillock.plugins.onednn;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * A file that is, or carries, the shared library: {@code libdnnl.so.3} itself, or a {@code dnnl}
 * jar of the Maven group {@code org.bytedeco}, from which nothing but that library and the OpenMP
 * runtime it needs are unpacked.
 *
 * @param file exists
 * @param store where jars are unpacked, each in a folder named by its SHA-256
 */
record Carrier(Path file, Path store) {

  private static final List<String> LIBRARIES = List.of("libdnnl.so.3", "libgomp.so.1");

  /** A file that was asked for. */
  static Carrier given(String name) {
    var file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "backend.library: there is no file %s; give libdnnl.so.3 or a dnnl jar"
              .formatted(file.toAbsolutePath()));
    }
    return new Carrier(file, folder());
  }

  /** The jar on the class path, else the newest by name in {@link #folder()}. */
  static Optional<Carrier> find() {
    var listed =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
    return find(listed, folder());
  }

  static Optional<Carrier> find(Stream<Path> classPath, Path folder) {
    return classPath
        .filter(Carrier::isJar)
        .findFirst()
        .or(() -> newest(folder))
        .map(file -> new Carrier(file, folder));
  }

  private static Optional<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      return files.filter(Carrier::isJar).max(Comparator.comparing(Carrier::version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJar(Path file) {
    return file.getFileName() != null
        && file.getFileName().toString().matches("dnnl-.*-" + platform() + "\\.jar")
        && Files.isRegularFile(file);
  }

  /** Such that numbers in a name compare as numbers. */
  private static String version(Path file) {
    return file.getFileName().toString().replaceAll("(?<!\\d)(\\d)(?!\\d)", "0$1");
  }

  /**
   * Where users put the jar: {@code native} in {@code $HILLOCK_HOME}, else in {@code ~/.hillock}.
   */
  static Path folder() {
    return Optional.ofNullable(System.getenv("HILLOCK_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".hillock"))
        .resolve("native");
  }

  /** This machine in the jars' names, such as {@code linux-x86_64}. */
  static String platform() {
    var processor = System.getProperty("os.arch");
    return System.getProperty("os.name").toLowerCase(Locale.ROOT)
        + "-"
        + switch (processor) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> processor;
        };
  }

  /** The shared library, unpacked if it was not before. */
  Path library() {
    if (!file.getFileName().toString().endsWith(".jar")) {
      return file.toAbsolutePath();
    }
    try {
      var folder = store.resolve(sha256());
      if (!Files.isDirectory(folder)) {
        unpack(folder);
      }
      return folder.resolve(LIBRARIES.getFirst()).toAbsolutePath();
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "backend onednn: %s cannot be unpacked into %s: %s".formatted(file, store, e),
          e);
    }
  }

  private String sha256() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moved into place as a whole: another process may do the same at the same time. */
  void unpack(Path folder) throws IOException {
    Files.createDirectories(store);
    var draft = Files.createTempDirectory(store, "unpacking");
    try (var jar = new JarFile(file.toFile())) {
      for (var name : LIBRARIES) {
        var entry = jar.getEntry("org/bytedeco/dnnl/" + platform() + "/" + name);
        if (entry == null) {
          throw new HillockException(
              ErrorCode.CORRUPT_FILE,
              "backend onednn: %s carries no %s for %s".formatted(file, name, platform()));
        }
        try (var in = jar.getInputStream(entry)) {
          Files.copy(in, draft.resolve(name));
        }
      }
      move(draft, folder);
    } finally {
      delete(draft);
    }
  }

  /** Where another process was first, its files are the same. */
  private static void move(Path draft, Path folder) throws IOException {
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // That the folder is there already has no exception of its own for an atomic move.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void delete(Path draft) throws IOException {
    for (var name : LIBRARIES) {
      Files.deleteIfExists(draft.resolve(name));
    }
    Files.deleteIfExists(draft);
  }
}
