package org.hillock.plugins.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** Finds and reads files, plain or compressed. */
final class DataFiles {

  private DataFiles() {}

  /** Something read from a stream. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** The file, or the one with {@code .gz} added. */
  static Optional<Path> find(Path file) {
    if (Files.isRegularFile(file)) {
      return Optional.of(file);
    }
    var packed = file.resolveSibling(file.getFileName() + ".gz");
    return Files.isRegularFile(packed) ? Optional.of(packed) : Optional.empty();
  }

  /** A file given by its user, relative to the data store unless absolute. */
  static Path given(Path store, String path, String parameter) {
    var file = store.resolve(path);
    return find(file)
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.DATA_UNAVAILABLE,
                    "%s: there is no file %s".formatted(parameter, file.toAbsolutePath())));
  }

  /**
   * Reads a file, unpacked if its name ends in {@code .gz}.
   *
   * @throws HillockException with {@code CORRUPT_FILE} if it ends too early or cannot be unpacked
   */
  static <T> T read(Path file, Reader<T> reader) {
    try (var in = open(file)) {
      return reader.read(in);
    } catch (EOFException e) {
      throw corrupt(file, "it ends too early");
    } catch (ZipException e) {
      throw corrupt(file, "it cannot be unpacked (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.DATA_UNAVAILABLE, "cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  static HillockException corrupt(Path file, String what) {
    return new HillockException(
        ErrorCode.CORRUPT_FILE,
        "%s is not what it should be: %s; get it again".formatted(file, what));
  }

  private static InputStream open(Path file) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
