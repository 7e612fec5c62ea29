package org.hillock.pluginhost.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hillock.pluginhost.Finding;
import org.hillock.pluginhost.Finding.Severity;
import org.hillock.pluginhost.JvmFlags;

/**
 * Verifies jars, each in a process of its own. Safe for use by several threads.
 *
 * @param limit how long a plugin may take to be loaded, at least a second
 * @param memoryMiB the heap of that process
 */
public record PluginVerifier(Duration limit, int memoryMiB) {

  /**
   * Beyond the plugin's: to start the process, and to close the plugin and look at what it left.
   */
  private static final Duration GRACE = Duration.ofSeconds(90);

  /** For the look at shutdown hooks. */
  private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  /**
   * Finds everything wrong with a jar.
   *
   * @param cache an empty folder for the process, which the caller deletes
   * @throws IOException if the process cannot be started
   */
  public Verdict verify(Path jar, Path cache) throws IOException {
    var log = cache.resolve("stderr");
    var process =
        new ProcessBuilder(command(jar.toAbsolutePath(), cache.resolve("host")))
            .redirectError(log.toFile())
            .start();
    try {
      // Destroying one that has ended by itself would close its output before it is read.
      var late =
          process
              .onExit()
              .thenApply(_ -> false)
              .completeOnTimeout(true, time().toSeconds(), TimeUnit.SECONDS)
              .whenComplete((tooLate, _) -> destroyIf(tooLate, process));
      var transcript = Transcript.read(process.inputReader(StandardCharsets.UTF_8));
      return transcript.verdict(() -> end(process, late.join(), transcript, log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void destroyIf(boolean tooLate, Process process) {
    if (tooLate) {
      process.destroyForcibly();
    }
  }

  private Duration time() {
    // Its construction and its components have the limit each.
    return limit.multipliedBy(2).plus(GRACE);
  }

  private List<String> command(Path jar, Path cache) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.archive());
    command.addAll(JvmFlags.needed());
    command.addAll(JvmFlags.forLooking());
    command.add(OPEN);
    command.add("-Xmx" + memoryMiB + "m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(VerifierMain.class.getName());
    command.addAll(List.of(jar.toString(), cache.toString(), Long.toString(limit.toSeconds())));
    return command;
  }

  /** What it means that the process ended before all was looked at. */
  private Finding end(Process process, boolean late, Transcript transcript, Path log) {
    if (late) {
      return error("its process did not end within %d s".formatted(time().toSeconds()));
    }
    if (transcript.other().stream().anyMatch(line -> line.contains("OutOfMemoryError"))) {
      return error("loading it takes more memory than the %d MiB it may have".formatted(memoryMiB));
    }
    return error(
        "it ended the process that loaded it, with exit value %d%s"
            .formatted(process.onExit().join().exitValue(), lastLine(log)));
  }

  private static Finding error(String message) {
    return new Finding(
        Severity.ERROR,
        "",
        message,
        "constructors, static initialisers and components() must do no more than they need");
  }

  private static String lastLine(Path log) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> !line.isBlank() && !line.contains("incubator modules"))
          .reduce((_, last) -> last)
          .map(line -> "; its last words: " + line)
          .orElse("");
    } catch (IOException | UncheckedIOException _) {
      return "";
    }
  }
}
