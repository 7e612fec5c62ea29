package org.hillock.cli.command;

import org.hillock.cli.client.Connection;
import org.hillock.cli.client.RunWatch;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.RunDisplay;
import org.hillock.proto.v1.CancelRunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    header = "Stops a run.",
    description = {"", "Waits until it has stopped. A finished run stays as it is.", ""},
    footer = {"", "Example:", "  hillock cancel runs/r4k2"})
final class CancelCommand extends ClientCommand {

  @Parameters(paramLabel = "RUN", converter = RunName.Converter.class, description = "The run.")
  private RunName run = new RunName("");

  @Override
  int call(Connection connection, Console console) {
    connection.runs().cancelRun(CancelRunRequest.newBuilder().setName(run.text()).build());
    var ended = RunWatch.follow(connection, run.text(), event -> {});
    console.data(ended);
    console.say("%s %s".formatted(ended.getName(), RunDisplay.word(ended.getState())));
    return ExitCode.OK;
  }
}
