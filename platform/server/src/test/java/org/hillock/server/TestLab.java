package org.hillock.server;

import java.nio.file.Path;
import java.time.Duration;
import org.hillock.lab.Lab;
import org.hillock.lab.LabConfig;
import org.hillock.lab.trust.UploadRules;

/** A lab without plugins, all of whose runs are executed in this process. */
final class TestLab {

  private TestLab() {}

  static Lab open(Path home) {
    return Lab.open(
        LabConfig.of(home)
            .withExecution(LabConfig.Execution.IN_PROCESS)
            .withUploads(UploadRules.ANY)
            .withLimits(10, 1 << 20, Duration.ofSeconds(5)));
  }
}
