package org.hillock.lab.execute;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMain;
import org.hillock.lab.worker.WorkerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's process and the lines to and from it. */
final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private final Process process;
  private final BufferedReader messages;

  private WorkerProcess(Process process) {
    this.process = process;
    this.messages = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one with this process's Java and class path.
   *
   * @param mode {@code train} or {@code predict}
   * @param log gets its standard error
   */
  static WorkerProcess start(String mode, Home home, String run, List<String> flags, Path log)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    command.addAll(List.of(mode, home.root().toAbsolutePath().toString(), run));
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new WorkerProcess(builder.start());
  }

  /** The image's archive of parsed classes, if it has one: workers start sooner with it. */
  private static List<String> archive() {
    return Optional.ofNullable(System.getProperty("hillock.archive"))
        .filter(file -> Files.exists(Path.of(file)))
        .map(
            file ->
                List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
        .orElse(List.of());
  }

  /** The next message; empty when the process has ended or closed its output. */
  Optional<WorkerMessage> receive() {
    try {
      for (var line = messages.readLine(); line != null; line = messages.readLine()) {
        try {
          return Optional.of(Json.read(line, WorkerMessage.class));
        } catch (IllegalArgumentException e) {
          LOG.warn("worker {} wrote a line that is no message: {}", process.pid(), line);
        }
      }
    } catch (IOException e) {
      LOG.debug("worker {} is gone", process.pid(), e);
    }
    return Optional.empty();
  }

  /** Whether the command got through. */
  boolean send(WorkerCommand command) {
    try {
      var out = process.getOutputStream();
      synchronized (out) {
        out.write((Json.write(command) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      return true;
    } catch (IOException e) {
      LOG.debug("worker {} takes no commands", process.pid(), e);
      return false;
    }
  }

  Process process() {
    return process;
  }

  /** Ends it, if it has not ended, and returns its exit value. */
  int end() {
    process.destroyForcibly();
    return process.onExit().join().exitValue();
  }
}
