package org.hillock.tests.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running {@code hillock serve}.
 *
 * @param address as it announced it
 */
record ServedHome(Process process, String address, Path err) implements AutoCloseable {

  static ServedHome start(Hillock hillock, String... options) throws IOException {
    var err = Files.createTempFile(hillock.folder(), "serve", ".err");
    var arguments = new ArrayList<>(List.of("serve", "--port", "0", "--json"));
    arguments.addAll(List.of(options));
    var process = hillock.start(ProcessBuilder.Redirect.PIPE, err, arguments);
    var first = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (first == null) {
      throw new AssertionError("the server did not start: " + Files.readString(err));
    }
    return new ServedHome(process, Hillock.json(first).get("address").asText(), err);
  }

  /** Asks it to stop and returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the server did not stop");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
