package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.CostTable;
import org.hillock.cli.show.Json;
import org.hillock.cli.show.Outcome;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "Shows what a finished run measured, layer by layer: operations, energy, memory.",
    description = {
      "",
      "With --html its page with all plots is saved, which opens in any browser without a network."
          + " With --json every figure is a line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock report runs/r4k2",
      "  hillock report runs/r4k2 --html r4k2.html"
    })
final class ReportCommand extends ClientCommand {

  @Parameters(paramLabel = "RUN", converter = RunName.Converter.class, description = "The run.")
  private RunName run = new RunName("");

  @Option(names = "--html", paramLabel = "FILE", description = "Save the run's page here.")
  private Optional<Path> html = Optional.empty();

  @Override
  int call(Connection connection, Console console) throws IOException {
    var found = connection.runs().getRun(GetRunRequest.newBuilder().setName(run.text()).build());
    if (found.getState() != Run.State.SUCCEEDED) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "%s has no figures: only runs that succeeded have; hillock runs %s tells its state"
              .formatted(found.getName(), found.getName()));
    }
    var result = Json.read(Downloads.bytes(connection, found.getName(), Following.RESULT));
    found.getFiguresList().forEach(console::data);
    if (!console.isJson()) {
      console.say(new CostTable(found, result).lines());
      console.say(new Outcome(found, result, Optional.empty()).lines());
    }
    if (html.isPresent()) {
      Downloads.to(html.get(), connection, found.getName(), Following.REPORT);
      console.note("saved " + html.get());
    }
    return ExitCode.OK;
  }
}
