package org.hillock.api.data;

import java.util.List;
import java.util.Optional;

/**
 * How {@code hillock data install} gets a data set's files.
 *
 * @param name the directory under the data store
 * @param licence the licence and the attribution it asks for
 * @param sources where the files come from, tried in order until one gives them all
 * @param files the files wanted in the end, with their checksums
 */
public record Installation(String name, String licence, List<Source> sources, List<Target> files) {

  /** A place that has the files. */
  public sealed interface Source {

    /**
     * Files at addresses of their own.
     *
     * @param addresses one address for each of {@link Installation#files()}, in their order
     */
    record Download(List<String> addresses) implements Source {}

    /**
     * A Debian package, got by the machine's own client, unpacked without installing.
     *
     * @param folder where the files lie inside the package
     */
    record DebianPackage(String name, String folder) implements Source {}

    /**
     * An npm package, got by the machine's own client.
     *
     * @param version the exact version
     * @param folder where the files lie inside the package
     */
    record NpmPackage(String name, String version, String folder) implements Source {}

    /** Archives that together have the files, and may have others, which are kept too. */
    record Archives(List<Archive> archives) implements Source {
      public Archives {
        archives = List.copyOf(archives);
      }
    }
  }

  /**
   * An archive, {@code .zip} or {@code .tar.gz}, checked as a whole before it is unpacked.
   *
   * @param address where it is
   * @param checksum as its publisher gives it, in lower-case hexadecimal: MD5, 32 digits, or
   *     SHA-256, 64
   * @param folder where the files lie inside it; empty: at its root
   */
  public record Archive(String address, String checksum, String folder) {}

  /**
   * A file wanted.
   *
   * @param name its name in the data set's directory; where a source has it with {@code .gz} added,
   *     it is unpacked
   * @param sha256 the checksum of the file as stored, lower-case hexadecimal; none where only the
   *     archive it comes in has one
   */
  public record Target(String name, Optional<String> sha256) {

    /** A file with a checksum of its own. */
    public Target(String name, String sha256) {
      this(name, Optional.of(sha256));
    }

    /** A file whose archive has the checksum. */
    public Target(String name) {
      this(name, Optional.empty());
    }
  }

  public Installation {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
  }
}
