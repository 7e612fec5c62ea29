package org.hillock.tests.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A finished command.
 *
 * @param exitCode what it ended with
 * @param output its standard output
 * @param errors its standard error
 */
record Command(int exitCode, String output, String errors) {

  private static final int MINUTES = 5;

  /** Runs a command in a folder to its end. */
  static Command run(Path folder, List<String> command) throws IOException {
    var output = Files.createTempFile("command-", ".out");
    var errors = Files.createTempFile("command-", ".err");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " took more than " + MINUTES + " minutes");
      }
      return new Command(
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** Runs a command that must succeed, or says what to install. */
  static void require(Path folder, List<String> command, String advice) {
    try {
      var done = run(folder, command);
      if (done.exitCode() != 0) {
        throw new AssertionError(advice + "\n" + done.output() + done.errors());
      }
    } catch (IOException e) {
      throw new AssertionError(advice, e);
    }
  }
}
