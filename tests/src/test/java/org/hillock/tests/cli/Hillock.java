package org.hillock.tests.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the image's {@code bin/hillock}.
 *
 * @param folder where it is started, and where its files go
 */
record Hillock(Path folder) {

  static final Path IMAGE = Path.of(System.getProperty("hillock.image")).normalize();

  private static final long MINUTES = 4;
  private static final JsonMapper JSON = new JsonMapper();

  /** What a command has left. */
  record Result(int code, String out, String err) {

    /** Standard output, an object a line. */
    List<JsonNode> objects() {
      return out.lines().map(Hillock::json).toList();
    }

    JsonNode last() {
      return objects().getLast();
    }
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  static String example(String name) {
    return IMAGE.resolve("examples").resolve(name).toString();
  }

  Process start(ProcessBuilder.Redirect out, Path err, List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(IMAGE.resolve("bin/hillock").toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HILLOCK_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HILLOCK_HOME", folder.resolve("home").toString());
    builder.environment().remove("HILLOCK_SERVER");
    return builder.redirectOutput(out).redirectError(err.toFile()).start();
  }

  /** Executes a command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    var out = Files.createTempFile(folder, "out", "");
    var err = Files.createTempFile(folder, "err", "");
    var process = start(ProcessBuilder.Redirect.to(out.toFile()), err, List.of(arguments));
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          "no end of %s%n%s".formatted(List.of(arguments), Files.readString(err)));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
