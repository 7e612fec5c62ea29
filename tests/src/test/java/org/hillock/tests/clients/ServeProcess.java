package org.hillock.tests.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code hillock serve} as users start it, on a free port.
 *
 * @param address host and port
 */
public record ServeProcess(Process process, BufferedReader output, String address)
    implements AutoCloseable {

  private static final Path IMAGE = Path.of(System.getProperty("hillock.image"));
  private static final Pattern ADDRESS = Pattern.compile("listens on (\\S+)");

  /**
   * Returns once it listens.
   *
   * @param folder its home and its log
   * @param options more options of the command
   */
  public static ServeProcess start(Path folder, String... options) throws IOException {
    var log = folder.resolve("serve.log");
    var command = new ArrayList<String>();
    command.addAll(List.of(IMAGE.resolve("bin/hillock").toString(), "serve", "--port", "0"));
    command.addAll(List.of("--home", folder.resolve("home").toString()));
    command.addAll(List.of(options));
    var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    var output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      var matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        return new ServeProcess(process, output, matcher.group(1));
      }
    }
    throw new AssertionError("hillock serve ended: " + Files.readString(log));
  }

  /** Stops it as Ctrl-C would; that counts as success. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hillock serve did not stop within a minute");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    output.close();
    if (process.exitValue() != 0) {
      throw new AssertionError("hillock serve stopped with exit code " + process.exitValue());
    }
  }
}
