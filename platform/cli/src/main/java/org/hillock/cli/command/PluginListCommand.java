package org.hillock.cli.command;

import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Listings;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.PluginText;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    header = {"Lists the plugins of a server.", ""},
    footer = {"", "Example:", "  hillock plugin list"})
final class PluginListCommand extends ClientCommand {

  @Override
  int call(Connection connection, Console console) {
    var plugins = Listings.plugins(connection, "");
    plugins.forEach(console::data);
    if (!console.isJson()) {
      console.say(PluginText.list(plugins));
    }
    return ExitCode.OK;
  }
}
