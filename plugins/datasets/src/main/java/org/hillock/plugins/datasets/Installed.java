package org.hillock.plugins.datasets;

import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Installation;

/** Files that the data store has once a data set is installed. */
final class Installed {

  private Installed() {}

  /** The four IDX files of the MNIST family, in the order of {@link ImageFiles}. */
  static ImageFiles images(Path store, Installation installation) {
    var files =
        installation.files().stream()
            .map(target -> file(store, installation.name(), target.name()))
            .toList();
    return new ImageFiles(files.get(0), files.get(1), files.get(2), files.get(3));
  }

  /** A file of a data set. */
  static Path file(Path store, String dataSet, String name) {
    return DataFiles.find(store.resolve(dataSet).resolve(name))
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.DATA_UNAVAILABLE,
                    "%s is not installed; run: hillock data install %s"
                        .formatted(dataSet, dataSet)));
  }
}
