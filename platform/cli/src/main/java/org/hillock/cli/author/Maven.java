package org.hillock.cli.author;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.local.Image;

/** Maven, run in a process on the JDK that runs this one. */
public final class Maven {

  private static final String OPTIONS = "MAVEN_OPTS";

  /** A short life: no time for the second compiler, and silence about what Maven itself uses. */
  private static final String SHORT_LIFE =
      " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow";

  private Maven() {}

  /** Puts what plugins are built with, and no registry has, into Maven's local repository. */
  public static void provide(Image image) {
    var problems = run(image.repository(), List.of());
    if (problems.isPresent()) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "Maven cannot take %s into its local repository:%n%s"
              .formatted(image.repository(), String.join("\n", problems.get())));
    }
  }

  /**
   * Builds a project.
   *
   * @param arguments goals and options
   * @return what was wrong, compiler errors as {@code path:line: message}; empty if nothing was
   */
  public static Optional<List<String>> run(Path folder, List<String> arguments) {
    var command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-Dstyle.color=never"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge(OPTIONS, SHORT_LIFE, String::concat);
    try {
      var process = start(builder);
      try (var output = process.inputReader()) {
        var lines = output.lines().toList();
        return process.waitFor() == 0
            ? Optional.empty()
            : Optional.of(MavenOutput.problems(lines, folder));
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Maven's output cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "the build was interrupted", e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "needs Maven 3.8 or later: no 'mvn' is on the path; install it (Debian: apt-get install"
              + " maven)",
          e);
    }
  }
}
