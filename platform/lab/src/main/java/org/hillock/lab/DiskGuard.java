package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.LabException;

/**
 * Keeps some space free on the disk of the home, so that whatever was begun can be recorded to its
 * end.
 */
record DiskGuard(Path home, long minFreeBytes) {

  /** What is wrong; empty if there is space. */
  Optional<LabException> problem() {
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      return free >= minFreeBytes
          ? Optional.empty()
          : Optional.of(
              new LabException(
                  ErrorCode.RESOURCE_EXHAUSTED,
                  "the disk of the lab's home is full: %,d bytes are free, %,d must stay free to record results; free some"
                      .formatted(free, minFreeBytes),
                  Map.of("resource", "disk", "limit", Long.toString(minFreeBytes))));
    } catch (IOException e) {
      return Optional.of(
          new LabException(
              ErrorCode.RESOURCE_EXHAUSTED,
              "the disk of the lab's home %s does not answer: %s".formatted(home, e.getMessage()),
              e));
    }
  }

  /** Refuses new work on a full disk. */
  void check() {
    problem()
        .ifPresent(
            problem -> {
              throw problem;
            });
  }
}
