package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.PluginUpload;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.Table;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.RollbackPluginRequest;
import org.hillock.proto.v1.UninstallPluginRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plugin",
    synopsisSubcommandLabel = "(list | install | uninstall | rollback | audit | verify)",
    header = {"Looks after plugins: those of a running server, and their jars.", ""},
    subcommands = {
      PluginCommand.ListPlugins.class,
      PluginCommand.Install.class,
      PluginCommand.Uninstall.class,
      PluginCommand.Rollback.class,
      PluginAuditCommand.class,
      PluginVerifyCommand.class
    },
    footer = {"", "Example:", "  hillock plugin list"})
final class PluginCommand {

  @Command(
      name = "list",
      header = {"Lists the plugins of a server.", ""},
      footer = {"", "Example:", "  hillock plugin list"})
  static final class ListPlugins extends ClientCommand {
    @Override
    int call(Connection connection, Console console) {
      var table = new Table("PLUGIN", "VERSION", "STATE", "USERS", "PAPER", "COMPONENTS");
      for (var plugin : plugins(connection, "")) {
        console.data(plugin);
        table.row(
            plugin.getId(),
            plugin.getVersion(),
            state(plugin),
            Integer.toString(plugin.getLeases()),
            plugin.getPaper(),
            Integer.toString(plugin.getComponentsCount()));
      }
      if (!console.isJson()) {
        console.say(table.lines());
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "install",
      header = "Puts a plugin into the running server.",
      description = {
        "",
        "Another version of it is drained: runs that use it end on it, new runs get this one.",
        ""
      },
      footer = {"", "Example:", "  hillock plugin install my-neurons-1.0.0.jar"})
  static final class Install extends ClientCommand {

    @Parameters(paramLabel = "JAR", description = "The plugin's jar.")
    private Path jar = Path.of("");

    @Override
    int call(Connection connection, Console console) throws IOException {
      if (!Files.isRegularFile(jar)) {
        throw new NoSuchFileException(jar.toString());
      }
      return tell(console, PluginUpload.send(connection, jar));
    }
  }

  @Command(
      name = "uninstall",
      header = {"Takes a plugin out of the running server.", ""},
      footer = {
        "",
        "Examples:",
        "  hillock plugin uninstall my-neurons",
        "  hillock plugin uninstall my-neurons@1.0.0"
      })
  static final class Uninstall extends ClientCommand {

    @Parameters(
        paramLabel = "ID[@VERSION]",
        description = "The plugin; without a version the active one.")
    private String plugin = "";

    @Override
    int call(Connection connection, Console console) {
      var name = "plugins/" + (plugin.contains("@") ? plugin : active(connection));
      var request = UninstallPluginRequest.newBuilder().setName(name).build();
      return tell(console, connection.plugins().uninstallPlugin(request));
    }

    private String active(Connection connection) {
      return plugins(connection, "id=" + plugin).stream()
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
  static final class Rollback extends ClientCommand {

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
      return tell(console, connection.plugins().rollbackPlugin(request));
    }
  }

  private static int tell(Console console, Plugin plugin) {
    console.data(plugin);
    console.say("%s@%s %s".formatted(plugin.getId(), plugin.getVersion(), state(plugin)));
    plugin.getComponentsList().forEach(component -> console.say("  " + component));
    plugin.getIssuesList().forEach(issue -> console.note("  " + issue.getMessage()));
    return ExitCode.OK;
  }

  static List<Plugin> plugins(Connection connection, String filter) {
    var all = new ArrayList<Plugin>();
    var request = ListPluginsRequest.newBuilder().setFilter(filter);
    do {
      var page = connection.plugins().listPlugins(request.build());
      all.addAll(page.getPluginsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  private static String state(Plugin plugin) {
    return plugin.getState().name().toLowerCase(Locale.ROOT);
  }
}
