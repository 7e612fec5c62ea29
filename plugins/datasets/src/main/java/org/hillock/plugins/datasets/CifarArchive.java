package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Archive;
import org.hillock.api.data.Installation.Source.Archives;
import org.hillock.api.data.Installation.Target;
import org.hillock.api.data.Samples;

/**
 * A published set of CIFAR's files, in a folder of its name.
 *
 * @param md5 of the published archive
 * @param folder in that archive
 * @param labelBytes label bytes of a record
 */
record CifarArchive(
    String name,
    String md5,
    String folder,
    List<String> train,
    String test,
    int labelBytes,
    Channels channels) {

  private static final String ORIGIN = "https://www.cs.toronto.edu/~kriz/";

  Installation installation() {
    return new Installation(
        name,
        "no licence is given; its authors ask for a citation",
        List.of(new Archives(List.of(new Archive(ORIGIN + name + "-binary.tar.gz", md5, folder)))),
        Stream.concat(train.stream(), Stream.of(test)).map(Target::new).toList());
  }

  Samples open(Path store, int validation) {
    var files =
        new CifarFiles(
            train.stream().map(file -> Installed.file(store, name, file)).toList(),
            List.of(Installed.file(store, name, test)),
            labelBytes);
    return files.open(new CifarFiles.View(0, validation, channels));
  }
}
