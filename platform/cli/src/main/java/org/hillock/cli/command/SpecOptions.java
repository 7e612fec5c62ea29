package org.hillock.cli.command;

import com.google.protobuf.Int64Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.local.Image;
import org.hillock.cli.show.Console;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.Spec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to run. */
final class SpecOptions {

  private static final String WAITING =
      "the experiment is checked and its data are opened; the first time that may take minutes";

  @Parameters(
      paramLabel = "FILE",
      description = "The experiment, YAML or JSON; - reads standard input.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec; may be given several times.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "Replace the spec's seed.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "Label the run, to find it by; may be given several times.")
  private Map<String, String> tags = new LinkedHashMap<>();

  /** The request. */
  CreateRunRequest request() throws IOException {
    var request =
        CreateRunRequest.newBuilder()
            .setSpec(Spec.newBuilder().setText(text(file)))
            .putAllOverrides(overrides)
            .putAllTags(tags);
    seed.ifPresent(value -> request.setSeed(Int64Value.of(value)));
    return request.build();
  }

  /** Has a server queue a run. */
  static Run queue(Connection connection, Console console, CreateRunRequest request) {
    return console.waiting(WAITING, () -> connection.runs().createRun(request));
  }

  /** What a file, or {@code -} for standard input, holds. */
  static String text(Path file) throws IOException {
    if (file.toString().equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!Files.isRegularFile(file)) {
      throw new HillockException(
          ErrorCode.NOT_FOUND,
          "there is no file " + file + Image.found().map(Image::hint).orElse(""));
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
