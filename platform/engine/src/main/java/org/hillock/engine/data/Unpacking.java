package org.hillock.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Copies files, unpacking what is compressed. */
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

  private static boolean isGzip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read() == GZIP_0 && in.read() == GZIP_1;
    }
  }
}
