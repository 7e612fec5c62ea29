package org.hillock.plugins.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * SHA-256 of files, kept in the data store between openings: a file is read again only when its
 * size or the time of its last change is another.
 */
final class KeptSums {

  private static final String FOLDER = "image-folder";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\d+) (-?\\d+) (.+)");

  /** So that what was hashed is not lost when a long hashing is stopped. */
  private static final int FILES_A_TIME = 1 << 16;

  private record Sum(String sha256, long bytes, long changed) {}

  private final Path root;
  private final Path kept;
  private final Map<String, Sum> sums = new ConcurrentHashMap<>();
  private final AtomicBoolean hashed = new AtomicBoolean();

  private KeptSums(Path root, Path kept) {
    this.root = root;
    this.kept = kept;
  }

  /** The sums of files under a folder. */
  static KeptSums of(Path root, Path store) {
    var place = root.toAbsolutePath().normalize().toString();
    var name = Checksums.of(sum -> Checksums.put(sum, place)) + ".sums";
    var known = new KeptSums(root, store.resolve(FOLDER).resolve(name));
    if (Files.isRegularFile(known.kept)) {
      known.read();
    }
    return known;
  }

  private void read() {
    try (var lines = Files.lines(kept)) {
      // A line that is none costs its file a reading, no more.
      lines
          .map(LINE::matcher)
          .filter(line -> line.matches())
          .forEach(
              line ->
                  sums.put(
                      line.group(4),
                      new Sum(
                          line.group(1),
                          Long.parseLong(line.group(2)),
                          Long.parseLong(line.group(3)))));
    } catch (IOException | UncheckedIOException e) {
      throw unusable(kept, e);
    }
  }

  /** The sums of these files, in their order. */
  List<String> of(List<Path> files) {
    var all = new ArrayList<String>(files.size());
    for (int from = 0; from < files.size(); from += FILES_A_TIME) {
      var some = files.subList(from, Math.min(from + FILES_A_TIME, files.size()));
      some.parallelStream().map(this::of).forEachOrdered(all::add);
      if (hashed.getAndSet(false)) {
        keep();
      }
    }
    return all;
  }

  private String of(Path file) {
    try {
      long bytes = Files.size(file);
      long changed = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      var known = sums.get(name(file));
      if (known == null || known.bytes != bytes || known.changed != changed) {
        known = new Sum(sha256(file), bytes, changed);
        sums.put(name(file), known);
        hashed.set(true);
      }
      return known.sha256;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private String name(Path file) {
    return root.relativize(file).toString();
  }

  private static String sha256(Path file) {
    return Checksums.of(
        sum -> {
          try (var in = new DigestInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            throw unusable(file, e);
          }
        });
  }

  /** Whole or not at all: another process may do the same at the same time. */
  private void keep() {
    var lines =
        sums.entrySet().stream()
            .map(
                known -> {
                  var sum = known.getValue();
                  return "%s %d %d %s"
                      .formatted(sum.sha256, sum.bytes, sum.changed, known.getKey());
                })
            .sorted()
            .toList();
    try {
      var draft = Files.createTempFile(Files.createDirectories(kept.getParent()), "sums", ".part");
      Files.write(draft, lines);
      Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.DATA_UNAVAILABLE,
          "the checksums of the images cannot be kept in %s: %s".formatted(kept, e.getMessage()),
          e);
    }
  }

  private static HillockException unusable(Path file, Exception e) {
    return new HillockException(
        ErrorCode.DATA_UNAVAILABLE, "cannot read %s: %s".formatted(file, e.getMessage()), e);
  }
}
