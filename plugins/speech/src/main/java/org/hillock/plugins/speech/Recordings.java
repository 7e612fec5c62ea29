package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;

/**
 * Recordings of spoken digits from zip files and folders, in the order of speaker, digit and
 * number, wherever each came from.
 */
record Recordings(List<Recording> all) {

  /** The largest recording that is read, bytes. */
  private static final long LARGEST = 4 << 20;

  /**
   * Reads every {@code .wav} file, of folders and of folders in them.
   *
   * @throws org.hillock.api.HillockException with {@code CORRUPT_FILE} if an archive or a name is
   *     not what it should be, {@code INVALID_ARGUMENT} if two files have one name
   */
  static Recordings read(List<Path> archives) {
    var found = new TreeMap<String, Recording>();
    for (var archive : archives) {
      var recordings = new ArrayList<Recording>();
      try {
        if (Files.isDirectory(archive)) {
          folder(archive, recordings);
        } else {
          zip(archive, recordings);
        }
      } catch (IOException e) {
        throw Errors.corrupt(archive, "it cannot be read (%s)".formatted(e.getMessage()));
      }
      if (recordings.isEmpty()) {
        throw Errors.unavailable("%s has no .wav files".formatted(archive));
      }
      for (var recording : recordings) {
        var other = found.put(recording.name().toLowerCase(Locale.ROOT), recording);
        if (other != null) {
          throw Errors.invalid(
              "data.archives: there are two recordings of the name %s: %s and %s"
                  .formatted(recording.name(), other.source(), recording.source()));
        }
      }
    }
    return new Recordings(found.values().stream().sorted().toList());
  }

  private static void folder(Path folder, List<Recording> to) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(file -> isWav(file.toString())).sorted().toList();
    }
    for (var file : files) {
      requireSize(file.toString(), Files.size(file));
      to.add(
          Recording.of(file.getFileName().toString(), file.toString(), Files.readAllBytes(file)));
    }
  }

  private static void zip(Path archive, List<Recording> to) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (isWav(entry.getName())) {
          var place = archive + "!" + entry.getName();
          requireSize(place, entry.getSize());
          try (var in = zip.getInputStream(entry)) {
            var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            to.add(Recording.of(name, place, in.readNBytes((int) LARGEST)));
          }
        }
      }
    }
  }

  private static boolean isWav(String name) {
    // A Mac adds files that begin with ._ and hold no sound.
    return name.toLowerCase(Locale.ROOT).endsWith(".wav")
        && !name.substring(name.lastIndexOf('/') + 1).startsWith("._");
  }

  private static void requireSize(String file, long size) {
    if (size > LARGEST) {
      throw Errors.corrupt(
          file, "it has %,d bytes, a recording of a word at most %,d".formatted(size, LARGEST));
    }
  }

  /** The speakers, by name. */
  List<String> speakers() {
    return List.copyOf(new TreeSet<>(all.stream().map(Recording::speaker).toList()));
  }

  /** SHA-256 over names and files. */
  String sha256() {
    var sum = Sums.sha256();
    for (var recording : all) {
      Sums.update(sum, recording.name());
      Sums.update(sum, recording.bytes());
    }
    return HexFormat.of().formatHex(sum.digest());
  }
}
