package org.hillock.lab.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process wrote last. */
public final class LogTail {

  private static final int LINES = 20;
  private static final int BYTES = 16_384;

  private LogTail() {}

  /** The last lines of a log, oldest first; none if it cannot be read. */
  public static List<String> of(Path log) {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(Math.max(0, Files.size(log) - BYTES));
      var lines = new String(in.readNBytes(BYTES)).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (IOException _) {
      return List.of();
    }
  }
}
