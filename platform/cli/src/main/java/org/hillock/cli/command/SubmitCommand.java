package org.hillock.cli.command;

import java.io.IOException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.show.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    header = {"Sends an experiment to a server, which queues it.", ""},
    footer = {
      "",
      "Examples:",
      "  hillock submit digits.yaml --watch",
      "  hillock submit digits.yaml --set trainer.epochs=3 --set 'network[2].tau=4'"
    })
final class SubmitCommand extends ClientCommand {

  @Mixin private SpecOptions spec = new SpecOptions();

  @Option(names = "--watch", description = "Stay with the run to its end.")
  private boolean watch;

  @Override
  int call(Connection connection, Console console) throws IOException {
    var run = SpecOptions.queue(connection, console, spec.request());
    if (watch) {
      console.note("queued as " + run.getName());
      return new Following(connection, console).toTheEnd(run.getName());
    }
    console.data(run);
    console.say(run.getName());
    console.note("'hillock watch %s' follows it".formatted(run.getName()));
    return ExitCode.OK;
  }
}
