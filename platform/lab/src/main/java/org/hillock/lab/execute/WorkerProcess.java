package org.hillock.lab.execute;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMain;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.pluginhost.JvmFlags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's process and the lines to and from it. One thread receives; any may send or kill. */
final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /**
   * A plugin may write to the process's output what it likes; it shall not fill this one's heap.
   */
  private static final int LONGEST_LINE = 16 << 20;

  /** What the JVM prints last under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

  private static final int SIGNAL = 128;

  /** Nothing read for so long after the end means that nothing is left. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Process process;

  /** Lines are handed over one by one; an empty one is the end of the output. */
  private final SynchronousQueue<Optional<String>> lines = new SynchronousQueue<>();

  /** What the process has started, as far as it was looked for while it lived. */
  private final Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();

  private volatile boolean over;
  private volatile boolean left;
  private volatile Optional<String> fault = Optional.empty();

  private WorkerProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("worker-output").start(this::read);
  }

  /**
   * Starts one with this process's Java and class path, and a folder of its own for temporary
   * files.
   *
   * @param launcher stands before its command
   * @param mode what {@link WorkerMain} is to be
   * @param name of what it works on
   * @param cache the name of its folder in the home's cache
   * @param log gets its standard error
   */
  static WorkerProcess start(
      List<String> launcher,
      String mode,
      Home home,
      String name,
      String cache,
      List<String> flags,
      Path log)
      throws IOException {
    var temporary = Files.createDirectories(home.temporary(cache)).toAbsolutePath().toString();
    var command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.archive());
    command.addAll(flags);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    command.addAll(List.of(mode, home.root().toAbsolutePath().toString(), name, cache));
    var builder = new ProcessBuilder(command);
    builder.environment().put("TMPDIR", temporary);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new WorkerProcess(builder.start());
  }

  /**
   * The next message; empty when its output is closed, or the process has ended and all it wrote is
   * read: what it has started may hold the output open.
   */
  Optional<WorkerMessage> receive() {
    for (var line = next(); line.isPresent(); line = next()) {
      try {
        return Optional.of(Json.read(line.get(), WorkerMessage.class));
      } catch (IllegalArgumentException e) {
        noMessage(line.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> next() {
    boolean interrupted = false;
    var line = Optional.<String>empty();
    while (!over && line.isEmpty()) {
      boolean ended = !process.isAlive();
      try {
        var came = Optional.ofNullable(lines.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
        line = came.flatMap(Function.identity());
        over = came.map(Optional::isEmpty).orElse(ended);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return line;
  }

  /** On a thread of its own, since nothing ends a read from a pipe but its writers. */
  private void read() {
    try (var messages = process.inputReader(StandardCharsets.UTF_8)) {
      var line = line(messages);
      while (hand(line) && line.isPresent()) {
        line = line(messages);
      }
    } catch (IOException e) {
      LOG.debug("worker {} is gone", process.pid(), e);
      hand(Optional.empty());
    }
  }

  /** Whether it was taken; nobody need take anything once the process is ended from here. */
  private boolean hand(Optional<String> line) {
    try {
      while (!lines.offer(line, SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        if (left) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /** The next message; if none comes in time, the process is ended. */
  Optional<WorkerMessage> receive(Duration limit) {
    var late =
        CompletableFuture.runAsync(
            () -> {
              fault = Optional.of("did not answer within %d s".formatted(limit.toSeconds()));
              kill();
            },
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return receive();
    } finally {
      late.cancel(false);
    }
  }

  private Optional<String> line(BufferedReader messages) throws IOException {
    var line = new StringBuilder();
    for (int c = messages.read(); c >= 0; c = messages.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      if (line.length() == LONGEST_LINE) {
        fault = Optional.of("wrote a line of more than %,d characters".formatted(LONGEST_LINE));
        kill();
        break;
      }
      line.append((char) c);
    }
    return Optional.empty();
  }

  private void noMessage(String line) {
    if (line.startsWith(OUT_OF_MEMORY)) {
      fault = Optional.of("ran out of memory");
    } else {
      LOG.warn("worker {} wrote a line that is no message: {}", process.pid(), line);
    }
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

  /** To be called while it lives: what an ended process has started cannot be found any more. */
  void findStarted() {
    process.descendants().forEach(started::add);
  }

  /** Ends it at once with what it has started. Does not wait for that. */
  void kill() {
    left = true;
    findStarted();
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends it, if it has not ended, and says how it did: {@code ended with exit value 1}. */
  String end() {
    kill();
    int exit = process.onExit().join().exitValue();
    return fault.orElseGet(
        () ->
            exit > SIGNAL
                ? "was killed by signal " + (exit - SIGNAL)
                : "ended with exit value " + exit);
  }
}
