package org.hillock.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.result.Exporter;
import org.hillock.engine.checkpoint.Hashes;

/** What is checked of every exporter, on the network of the small task. */
final class ExporterChecks {

  static final Suite<Exporter> SUITE =
      new Suite<>(
          Exporter.class,
          List.of(new Check<>("writes the same files again", ExporterChecks::sameFiles)));

  private ExporterChecks() {}

  private static void sameFiles(Subject<Exporter> subject) {
    try (var small = new SmallNetwork(subject.rig())) {
      var first = export(subject, small, "export");
      if (first.isEmpty()) {
        throw subject.fault("it writes nothing", "a file", "none");
      }
      var second = export(subject, small, "export-again");
      if (!first.equals(second)) {
        throw subject.fault("not deterministic: exported again the files differ", first, second);
      }
    }
  }

  /** The checksums of the files, by name. */
  private static TreeMap<String, String> export(
      Subject<Exporter> subject, SmallNetwork small, String name) {
    Path folder = subject.rig().directory(name);
    return subject.unlessRefused(
        ErrorCode.INVALID_ARGUMENT,
        () -> {
          try {
            subject.component().export(small, folder);
            return hashes(folder);
          } catch (IOException e) {
            throw subject.fault("it cannot write", "an export", e);
          }
        });
  }

  private static TreeMap<String, String> hashes(Path folder) throws IOException {
    var hashes = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }
}
