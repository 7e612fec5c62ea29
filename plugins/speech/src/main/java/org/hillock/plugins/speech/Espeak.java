package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** The speech synthesiser espeak-ng, as a program of this machine. */
final class Espeak {

  /** The samples a second of what it says. */
  static final int RATE = 22_050;

  private static final String PROGRAM = "espeak-ng";
  private static final int SECONDS = 30;

  private Espeak() {}

  /** What it says of itself, which names its version. */
  static String version() {
    return new String(run(List.of("--version"), ""), StandardCharsets.UTF_8)
        .replaceAll("\\s+Data at:.*", "")
        .strip();
  }

  /** Says a text; the same samples every time. */
  static float[] say(String text, String voice, int pitch, int speed) {
    Path file;
    try {
      file = Files.createTempFile("hillock-", ".wav");
    } catch (IOException e) {
      throw new HillockException(ErrorCode.RESOURCE_EXHAUSTED, "cannot make a file: " + e, e);
    }
    try {
      var arguments =
          List.of(
              "-v",
              voice,
              "-p",
              "" + pitch,
              "-s",
              "" + speed,
              "-b",
              "1",
              "-w",
              file.toString(),
              "--stdin");
      run(arguments, text);
      return Wav.read(PROGRAM + " -v " + voice, Files.readAllBytes(file), RATE);
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  private static byte[] run(List<String> arguments, String input) {
    var command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw Errors.unavailable(
          "synthetic speech needs the program espeak-ng, which is not here; install the Debian"
              + " package espeak-ng (%s)".formatted(e.getMessage()));
    }
    try {
      // Its input is a word, which fits the pipe; its output is a line.
      try (var to = process.getOutputStream()) {
        to.write(input.getBytes(StandardCharsets.UTF_8));
      }
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw Errors.unavailable(
            "%s failed: %s"
                .formatted(
                    String.join(" ", command), new String(output, StandardCharsets.UTF_8).strip()));
      }
      return output;
    } catch (IOException e) {
      throw Errors.unavailable("%s failed: %s".formatted(String.join(" ", command), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted while espeak-ng spoke", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
