package org.hillock.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/** Copies files, unpacking what is compressed, and unpacks archives. */
final class Unpacking {

  private static final int GZIP_0 = 0x1F;
  private static final int GZIP_1 = 0x8B;

  private Unpacking() {}

  /** Copies; a gzip file is unpacked unless the copy's name ends in {@code .gz}. */
  static void copy(Path from, Path to) throws IOException {
    if (to.getFileName().toString().endsWith(".gz") || !isGzip(from)) {
      Files.copy(from, to);
      return;
    }
    try (var in = new GZIPInputStream(Files.newInputStream(from), 1 << 16)) {
      Files.copy(in, to);
    }
  }

  /** Unpacks a zip archive; one with a file that would lie outside of the folder is refused. */
  static void zip(Path archive, Path folder) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("the archive has a file outside of it, " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          try (var in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
  }

  private static boolean isGzip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read() == GZIP_0 && in.read() == GZIP_1;
    }
  }
}
