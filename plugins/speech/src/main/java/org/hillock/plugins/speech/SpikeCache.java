package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Spike trains kept in the data store, named by what they were made of. A file appears whole or not
 * at all; one that is damaged is made again.
 *
 * @param folder where they lie
 */
record SpikeCache(Path folder) {

  private static final String FOLDER = "spike-trains";

  static SpikeCache in(Path store) {
    return new SpikeCache(store.resolve(FOLDER));
  }

  /**
   * The trains of a key.
   *
   * @param key a checksum over all that decides the trains
   * @param make makes them where they are not there
   */
  SpikeFile get(String key, Supplier<SpikeFile.Trains> make) {
    var file = folder.resolve(key + ".spikes");
    try {
      try {
        var known = SpikeFile.open(file);
        if (known.isPresent()) {
          return known.get();
        }
      } catch (NoSuchFileException _) {
        Files.createDirectories(folder);
      }
      put(file, make.get());
      return SpikeFile.open(file)
          .orElseThrow(() -> Errors.corrupt(file, "it changed while it was written"));
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.RESOURCE_EXHAUSTED, "cannot keep spike trains in %s: %s".formatted(file, e), e);
    }
  }

  private void put(Path file, SpikeFile.Trains trains) throws IOException {
    var work = Files.createTempDirectory(folder, ".");
    var part = work.resolve("part");
    try {
      SpikeFile.write(part, trains);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
      Files.delete(work);
    }
  }
}
