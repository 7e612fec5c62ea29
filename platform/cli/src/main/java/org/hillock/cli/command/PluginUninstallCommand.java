package org.hillock.cli.command;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Listings;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.PluginText;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.UninstallPluginRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "uninstall",
    header = {"Takes a plugin out of the running server.", ""},
    footer = {
      "",
      "Examples:",
      "  hillock plugin uninstall my-neurons",
      "  hillock plugin uninstall my-neurons@1.0.0"
    })
final class PluginUninstallCommand extends ClientCommand {

  @Parameters(
      paramLabel = "ID[@VERSION]",
      description = "The plugin; without a version the active one.")
  private String plugin = "";

  @Override
  int call(Connection connection, Console console) {
    var name = "plugins/" + (plugin.contains("@") ? plugin : active(connection));
    var request = UninstallPluginRequest.newBuilder().setName(name).build();
    PluginText.tell(console, connection.plugins().uninstallPlugin(request));
    return ExitCode.OK;
  }

  private String active(Connection connection) {
    return Listings.plugins(connection, "id=" + plugin).stream()
        .filter(p -> p.getState() == Plugin.State.ACTIVE)
        .findFirst()
        .map(p -> p.getId() + "@" + p.getVersion())
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.NOT_FOUND,
                    "no plugin '%s' is active; 'hillock plugin list' shows which are"
                        .formatted(plugin)));
  }
}
