package org.hillock.lab.execute;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * How much a process may keep in its folders.
 *
 * @param bytes the sum of its files' sizes
 */
public record Quota(long bytes) {

  private static final int FILES = 100_000;

  /** What is kept; counted no further than to too much. */
  public record Usage(long bytes, int files) {}

  /** Counts files, which may come and go meanwhile. Stops at too much, and so takes a moment. */
  public Usage measure(List<Path> folders) {
    var sum = new Sum();
    for (var folder : folders) {
      try {
        if (Files.exists(folder)) {
          Files.walkFileTree(folder, sum);
        }
      } catch (IOException _) {
        // A folder has gone while it was read; the next count will be whole.
      }
    }
    return new Usage(sum.bytes, sum.files);
  }

  /** What is too much: {@code more than 1,024 MiB}; empty if nothing is. */
  public Optional<String> excess(Usage usage) {
    if (usage.bytes() > bytes) {
      return Optional.of("more than %,d MiB".formatted(bytes >> 20));
    }
    return usage.files() > FILES
        ? Optional.of("more than %,d files".formatted(FILES))
        : Optional.empty();
  }

  private final class Sum extends SimpleFileVisitor<Path> {

    long bytes;
    int files;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      files++;
      return bytes > Quota.this.bytes || files > FILES
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
