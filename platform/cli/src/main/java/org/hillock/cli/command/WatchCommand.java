package org.hillock.cli.command;

import java.io.IOException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.show.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    header = "Follows a run to its end.",
    description = {
      "",
      "Ctrl-C leaves the run alone. With --json every event is a line, and the last line is the"
          + " run.",
      ""
    },
    footer = {"", "Example:", "  hillock watch runs/r4k2"})
final class WatchCommand extends ClientCommand {

  @Parameters(paramLabel = "RUN", converter = RunName.Converter.class, description = "The run.")
  private RunName run = new RunName("");

  @Override
  int call(Connection connection, Console console) throws IOException {
    return new Following(connection, console).toTheEnd(run.text());
  }
}
