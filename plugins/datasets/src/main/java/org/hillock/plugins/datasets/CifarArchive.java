package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Samples;

/**
 * A published set of CIFAR's files, in a folder of its name.
 *
 * @param labelBytes label bytes of a record
 */
record CifarArchive(
    String name, List<String> train, String test, int labelBytes, Channels channels) {

  Samples open(Path store, int validation) {
    var folder = store.resolve(name);
    var files =
        new CifarFiles(
            train.stream().map(file -> file(folder, file)).toList(),
            List.of(file(folder, test)),
            labelBytes);
    return files.open(new CifarFiles.View(0, validation, channels));
  }

  private Path file(Path folder, String file) {
    return DataFiles.find(folder.resolve(file))
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.DATA_UNAVAILABLE,
                    "%s: there is no file %s; get its binary version (%s-binary.tar.gz) from its"
                            .formatted(name, folder.resolve(file).toAbsolutePath(), name)
                        + " authors and put its .bin files there"));
  }
}
