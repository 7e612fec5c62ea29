package org.hillock.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Listings;
import org.hillock.cli.local.Image;
import org.hillock.cli.local.TemporaryFolder;
import org.hillock.cli.show.Console;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.Spec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    header = "Shows all of Hillock in a minute.",
    description = {
      "",
      "Starts a server on this machine, loads the plugins, submits the digits example over gRPC to"
          + " a",
      "worker process, shows it live, and leaves a report.",
      ""
    },
    footer = {
      "",
      "With --json the last line of standard output is an object with test_accuracy, firing_rate,",
      "synaptic_operations, energy, wall_seconds, peak_memory_bytes and report.",
      "",
      "Examples:",
      "  hillock demo",
      "  hillock demo --set trainer.epochs=10 --report digits.html"
    })
final class DemoCommand implements Callable<Integer> {

  private static final String EXAMPLE = "digits.yaml";
  private static final Path REPORT = Path.of("hillock-demo-report.html");

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "Keep the server's files there instead of in a temporary folder.")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report goes (default: hillock-demo-report.html).")
  private Path report = REPORT;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec; may be given several times.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    if (home.isPresent()) {
      return demonstrate(home.get().toAbsolutePath().normalize(), () -> {});
    }
    try (var folder = TemporaryFolder.make()) {
      return demonstrate(folder.path(), folder::delete);
    }
  }

  private int demonstrate(Path folder, Runnable interrupted) throws IOException {
    var console = output.console();
    var request = request();
    console.note("starting a server in " + folder);
    var outcome =
        new LocalRuns(HomeOption.config(folder, "demo"), console, interrupted)
            .execute(
                (_, connection) -> submit(console, connection, request),
                Optional.of(report.toAbsolutePath().normalize()));
    outcome.ifPresent(o -> console.say(o.lines()));
    outcome.ifPresent(o -> console.data(o.json()));
    return outcome.isPresent() ? ExitCode.OK : ExitCode.RUN_ENDED;
  }

  private CreateRunRequest request() throws IOException {
    var text = Files.readString(Image.get().example(EXAMPLE), StandardCharsets.UTF_8);
    return CreateRunRequest.newBuilder()
        .setSpec(Spec.newBuilder().setText(text))
        .putAllOverrides(overrides)
        .build();
  }

  private static String submit(Console console, Connection connection, CreateRunRequest request) {
    var plugins = Listings.plugins(connection, "state=ACTIVE");
    console.note(
        "%s: %d plugins with %d components"
            .formatted(
                connection.address(),
                plugins.size(),
                plugins.stream().mapToInt(plugin -> plugin.getComponentsCount()).sum()));
    return connection.runs().createRun(request).getName();
  }
}
