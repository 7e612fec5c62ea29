package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.Quantity;
import org.hillock.cli.show.Table;
import org.hillock.proto.v1.Artifact;

/** The files of a run. */
record RunFiles(Connection connection, String run, List<Artifact> files) {

  static RunFiles of(Connection connection, String run) {
    return new RunFiles(connection, run, Downloads.list(connection, run));
  }

  List<String> lines() {
    var table = new Table("FILE", "SIZE", "SHA-256");
    files.forEach(f -> table.row(f.getPath(), Quantity.bytes(f.getSizeBytes()), f.getSha256()));
    return table.lines();
  }

  void download(Path folder, Console console) throws IOException {
    var root = folder.toAbsolutePath().normalize();
    for (var file : files) {
      var target = root.resolve(file.getPath()).normalize();
      if (!target.startsWith(root)) {
        throw new HillockException(
            ErrorCode.CORRUPT_FILE,
            "the server names a file outside the folder: " + file.getPath());
      }
      Downloads.to(target, connection, run, file.getPath());
      console.note("fetched " + folder.resolve(file.getPath()));
    }
  }
}
