package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hillock.lab.Lab;
import org.hillock.lab.record.RunState;
import org.hillock.pluginhost.JvmFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A lab whose process is killed with {@code kill -9}. */
@ResourceLock(Labs.WORKERS)
final class KilledServerIT {

  @TempDir Path folder;

  @Test
  void losesNoFinishedRecordAndRunsWhatWaited() throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.needed());
    for (var name : List.of("hillock.version", "hillock.image")) {
      command.add("-D%s=%s".formatted(name, System.getProperty(name)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LabProcess.class.getName(), folder.toString()));
    var server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] runs;
    List<ProcessHandle> workers;
    try (var output = server.inputReader()) {
      var line = output.lines().filter(l -> l.startsWith("runs ")).findFirst().orElseThrow();
      runs = line.split(" ");
      workers = server.descendants().toList();
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertEquals(2, workers.size(), "the inspector and the run");
    for (var worker : workers) {
      worker.onExit().get(10, TimeUnit.SECONDS);
    }

    try (var lab = Lab.open(Labs.config(folder))) {
      var finished = lab.runs().get(runs[1]);
      assertEquals(RunState.SUCCEEDED, finished.state());
      assertTrue(finished.figures().stream().anyMatch(f -> f.name().equals("test_accuracy")));
      var running = lab.runs().get(runs[2]);
      assertEquals(RunState.FAILED, running.state());
      assertTrue(running.error().orElseThrow().message().contains("the server stopped"));
      var stored = lab.results().series(runs[2]);
      assertTrue(stored.getFirst().count() >= 1);
      Labs.ended(lab, runs[3], RunState.SUCCEEDED);
    }
  }
}
