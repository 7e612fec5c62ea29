package org.hillock.lab.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.WorkerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell stands for the worker; what it starts holds its output open for a minute. */
final class WorkerProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Path child() {
    return folder.resolve("child");
  }

  private List<String> shell(String afterwards) {
    var script = "sleep 60 & echo $! > '%s'; %s".formatted(child(), afterwards);
    return List.of("sh", "-c", script, "sh");
  }

  private Optional<ProcessHandle> started() throws IOException {
    return Files.exists(child())
        ? ProcessHandle.of(Long.parseLong(Files.readString(child()).strip()))
        : Optional.empty();
  }

  @BeforeEach
  void makeRun() throws IOException {
    Files.createDirectories(new Home(folder).run("r1"));
  }

  @AfterEach
  void endChild() throws IOException {
    started().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void theEndOfAWorkerIsSeenThoughWhatItStartedHoldsItsOutputOpen() throws Exception {
    var log = folder.resolve("log");
    var ready = "echo '{\"is\":\"ready\"}'";
    var worker =
        WorkerProcess.start(
            shell(ready + "; sleep 0.3; exit 7"),
            "train",
            new Home(folder),
            "r1",
            "r1",
            List.of(),
            log);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          assertEquals(Optional.of(new WorkerMessage.Ready()), worker.receive());
          assertEquals(Optional.empty(), worker.receive());
          assertEquals(Optional.empty(), worker.receive());
        });
    assertTrue(started().orElseThrow().isAlive());
    assertEquals("ended with exit value 7", worker.end());
  }

  @Test
  void whatAWorkerStartedEndsWithACancelledRun() throws Exception {
    var manifest = manifest(shell("echo '{\"is\":\"ready\"}'; read command; exit 0"));
    var run = new WorkerExecutor(new Home(folder)).start(manifest);
    assertTimeoutPreemptively(
        LIMIT,
        () -> assertInstanceOf(WorkerMessage.Cancelled.class, run.await(ready -> run.cancel())));
    // Its parent is gone, so that nothing here waits for it: an ended one may be left as a zombie.
    var command = started().flatMap(child -> child.info().command());
    assertEquals(Optional.empty(), command);
  }

  private static Manifest manifest(List<String> launcher) {
    return new Manifest(
        "r1",
        NullNode.instance,
        "",
        1,
        "",
        "",
        List.of(),
        "",
        "",
        "",
        "",
        0,
        List.of(),
        launcher,
        "",
        "",
        List.of(),
        Instant.EPOCH,
        Optional.empty());
  }
}
