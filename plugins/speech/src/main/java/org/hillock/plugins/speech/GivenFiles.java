package org.hillock.plugins.speech;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds files that a user names. */
final class GivenFiles {

  private GivenFiles() {}

  /**
   * A file or folder: absolute, else in the data store, else where the program was started.
   *
   * @param parameter its place in a spec, for the error
   */
  static Path find(Path store, String given, String parameter) {
    var inStore = store.resolve(given);
    if (Files.exists(inStore)) {
      return inStore;
    }
    var here = Path.of(given);
    if (Files.exists(here)) {
      return here;
    }
    throw Errors.unavailable(
        "%s: there is neither %s nor %s"
            .formatted(
                parameter,
                inStore.toAbsolutePath().normalize(),
                here.toAbsolutePath().normalize()));
  }
}
