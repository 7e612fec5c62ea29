package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Workers that are started as an executor says. */
@ResourceLock(Labs.WORKERS)
final class ExecutorIT {

  /** In what follows the name in a process's stat file, by proc(5). */
  private static final int NICENESS = 16;

  @TempDir Path folder;

  @Test
  void aWorkerRunsUnderItsLauncherAndCanBeCancelledThere() throws Exception {
    try (var lab = Lab.open(Labs.config(folder).withExecutor("{type: nice, level: 7}"))) {
      var run = lab.runs().submit(Labs.digits(100_000));
      Labs.untilFirstPoint(lab, run.id());
      assertTrue(
          Labs.workers().stream().anyMatch(worker -> niceness(worker) == 7), "no worker is nice");
      var manifest = Json.read(lab.runs().get(run.id()).manifest().orElseThrow(), Manifest.class);
      assertEquals(List.of("nice", "-n", "7"), manifest.launcher());
      lab.runs().cancel(run.id());
      Labs.ended(lab, run.id(), RunState.CANCELLED);
    }
    assertEquals(List.of(), Labs.workers());
  }

  private static int niceness(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICENESS]);
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
  }

  @Test
  void aLabWithAnExecutorThatIsNotThereDoesNotOpen() {
    var config = Labs.config(folder).withExecutor("{type: nise, level: 7}");
    var error = assertThrows(HillockException.class, () -> Lab.open(config));
    assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    assertTrue(error.getMessage().contains("did you mean nice"), error.getMessage());
    assertEquals(List.of(), Labs.workers());
  }
}
