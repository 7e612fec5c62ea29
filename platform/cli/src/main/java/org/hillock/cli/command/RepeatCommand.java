package org.hillock.cli.command;

import java.io.IOException;
import java.util.Optional;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.show.Console;
import org.hillock.proto.v1.Artifact;
import org.hillock.proto.v1.RepeatRunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "Runs a run of a server once more, from its manifest.",
    description = {
      "",
      "The same specification, data and seed, on exactly the plugins the run began with, whatever",
      "versions are active now. The checkpoint has the same bytes; --watch tells whether it has.",
      ""
    },
    footer = {"", "Example:", "  hillock repeat runs/r4k2 --watch"})
final class RepeatCommand extends ClientCommand {

  private static final String CHECKPOINT = "checkpoint.safetensors";

  @Parameters(paramLabel = "RUN", converter = RunName.Converter.class, description = "The run.")
  private RunName run = new RunName("");

  @Option(names = "--watch", description = "Stay with the new run to its end.")
  private boolean watch;

  @Override
  int call(Connection connection, Console console) throws IOException {
    var request = RepeatRunRequest.newBuilder().setName(run.text()).build();
    var repeated = connection.runs().repeatRun(request);
    if (!watch) {
      console.data(repeated);
      console.say(repeated.getName());
      console.note("'hillock watch %s' follows it".formatted(repeated.getName()));
      return ExitCode.OK;
    }
    console.note("queued as " + repeated.getName());
    int code = new Following(connection, console).toTheEnd(repeated.getName());
    if (code == ExitCode.OK) {
      compare(connection, console, repeated.getName());
    }
    return code;
  }

  private void compare(Connection connection, Console console, String repeated) {
    var then = checkpoint(connection, run.text());
    var now = checkpoint(connection, repeated);
    if (then.isPresent() && now.isPresent()) {
      boolean same = then.get().equals(now.get());
      console.note(
          "its checkpoint has %s that of %s: SHA-256 %s"
              .formatted(same ? "the same bytes as" : "other bytes than", run.text(), now.get()));
    }
  }

  private static Optional<String> checkpoint(Connection connection, String run) {
    return Downloads.list(connection, run).stream()
        .filter(file -> file.getName().endsWith("/" + CHECKPOINT))
        .map(Artifact::getSha256)
        .findFirst();
  }
}
