package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Jvm;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.WorkerMessage.Checked;

/** A run's manifest once more, here and now. */
final class Repetition {

  private Repetition() {}

  /**
   * The same specification, data, seed and plugins, from the start.
   *
   * @param jvmFlags of the process that will run it
   * @param launcher what stands before its command
   */
  static Manifest of(
      Manifest first, String run, List<String> jvmFlags, List<String> launcher, Instant now) {
    return Sealer.here(
        run,
        first.spec(),
        first.specSha256(),
        new Checked(first.seed(), first.dataSha256(), first.splitDescription(), first.plugins()),
        jvmFlags,
        launcher,
        first.run(),
        differences(first),
        now);
  }

  private static List<String> differences(Manifest first) {
    var found = new ArrayList<String>();
    compare(found, "version of Hillock", first.hillock(), Facts.hillock());
    compare(found, "Java virtual machine", first.jvm(), Jvm.name());
    compare(found, "kind of machine", first.machine(), Jvm.machine());
    compare(
        found,
        "width of vector registers",
        first.vectorBits() + " bits",
        Jvm.vectorBits() + " bits");
    return found;
  }

  /** What computes a repetition differently from the run it repeats. */
  static List<String> differences(Manifest first, Manifest.Execution now) {
    var found = new ArrayList<String>();
    first.execution().ifPresent(then -> compare(found, "device", then.device(), now.device()));
    return found;
  }

  private static void compare(List<String> found, String what, String then, String now) {
    if (!then.equals(now)) {
      found.add(
          "repeated with another %s, so results may differ in their last bits: %s, was %s"
              .formatted(what, now, then));
    }
  }

  /**
   * Checks that every jar a manifest names is in the home as it was.
   *
   * @throws LabException {@code CORRUPT_FILE} with the first that is not
   */
  static void requireJars(Manifest manifest, Home home) {
    for (var pin : manifest.plugins()) {
      var jar = home.jar(pin.sha256());
      try {
        if (!Files.isRegularFile(jar)) {
          throw unusable(pin, "missing in the lab's home");
        }
        if (!RunFolder.sha256(jar).equals(pin.sha256())) {
          throw unusable(pin, "altered");
        }
      } catch (IOException e) {
        throw unusable(pin, "unreadable (" + e.getMessage() + ")");
      }
    }
  }

  private static LabException unusable(Manifest.Pin pin, String how) {
    return new LabException(
        ErrorCode.CORRUPT_FILE,
        "the jar of plugin %s %s is %s, and the run cannot be repeated without; bring back the file with SHA-256 %s"
            .formatted(pin.id(), pin.version(), how, pin.sha256()),
        Map.of("file", pin.sha256() + ".jar"));
  }
}
