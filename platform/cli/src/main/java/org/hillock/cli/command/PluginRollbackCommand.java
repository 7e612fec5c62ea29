package org.hillock.cli.command;

import org.hillock.cli.client.Connection;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.PluginText;
import org.hillock.proto.v1.RollbackPluginRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    header = "Puts an earlier version of a plugin back into service.",
    description = {
      "",
      "New runs get it; the present version is drained. Kept are versions that runs name, and",
      "the one that was active before.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock plugin rollback my-neurons",
      "  hillock plugin rollback my-neurons --to 1.0.0"
    })
final class PluginRollbackCommand extends ClientCommand {

  @Parameters(paramLabel = "ID", description = "The plugin.")
  private String plugin = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version; without it the one that was active before.")
  private String version = "";

  @Override
  int call(Connection connection, Console console) {
    var request =
        RollbackPluginRequest.newBuilder().setPluginId(plugin).setVersion(version).build();
    PluginText.tell(console, connection.plugins().rollbackPlugin(request));
    return ExitCode.OK;
  }
}
