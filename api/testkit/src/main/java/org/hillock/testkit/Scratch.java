package org.hillock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for the time of a test. */
record Scratch(Path path) implements AutoCloseable {

  static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("hillock-testkit"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory in it, made if need be. */
  Path directory(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
