package org.hillock.cli.command;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.author.Maven;
import org.hillock.cli.author.PluginProject;
import org.hillock.cli.author.Sources;
import org.hillock.cli.client.CallException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Listings;
import org.hillock.cli.client.PluginUpload;
import org.hillock.cli.local.Image;
import org.hillock.cli.show.ComponentChanges;
import org.hillock.cli.show.Console;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.ErrorReason;
import org.hillock.proto.v1.Plugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "dev",
    header = "Builds a plugin into the running server, and again at each save, until Ctrl-C.",
    description = {
      "",
      "Each build is a version of its own. Runs at work keep the version they started with. A build"
          + " that",
      "fails changes nothing. Tests are run by 'hillock plugin build'.",
      ""
    },
    footer = {"", "Example:", "  hillock plugin dev"})
final class PluginDevCommand extends ClientCommand {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");
  private static final List<ErrorReason> MENDED_BY_A_SAVE =
      List.of(
          ErrorReason.PLUGIN_FAULT,
          ErrorReason.INVALID_ARGUMENT,
          ErrorReason.CORRUPT_FILE,
          ErrorReason.ALREADY_EXISTS);

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The plugin's project; else this folder.",
      defaultValue = ".")
  private Path folder = Path.of("");

  @Override
  int call(Connection connection, Console console) throws IOException {
    var project = PluginProject.in(folder);
    var before = Listings.components(connection, "");
    var sources = new Sources(project);
    Maven.provide(Image.get());
    try {
      while (true) {
        var built = sources.now();
        reload(project, connection, console, before);
        before = Listings.components(connection, "");
        sources.awaitChange(built);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted", e);
    }
  }

  private static void reload(
      PluginProject project, Connection connection, Console console, List<Component> before)
      throws IOException {
    long start = System.nanoTime();
    var qualifier = ".dev-" + TIME.format(LocalDateTime.now());
    var problems =
        Maven.run(
            project.folder(),
            List.of("package", "-Dmaven.test.skip=true", "-Dplugin.qualifier=" + qualifier));
    if (problems.isPresent()) {
      problems.get().forEach(console::note);
      console.note("not built; the version before stays as it is");
      return;
    }
    try {
      var plugin = PluginUpload.send(connection, project.jar());
      tell(console, plugin, before, Listings.components(connection, ""), start);
    } catch (StatusRuntimeException e) {
      var refused = CallException.of(e, connection.address());
      if (!MENDED_BY_A_SAVE.contains(refused.reason())) {
        throw refused;
      }
      console.note(refused.getMessage());
      console.note("not loaded; the version before stays as it is");
    }
  }

  private static void tell(
      Console console, Plugin plugin, List<Component> before, List<Component> after, long start) {
    console.data(plugin);
    var time = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    console.say("%s@%s in %.1f s".formatted(plugin.getId(), plugin.getVersion(), time));
    var lines = ComponentChanges.between(of(plugin, before), of(plugin, after));
    console.say(lines.isEmpty() ? List.of("  same components and parameters") : lines);
    plugin.getIssuesList().forEach(issue -> console.note("  " + issue.getMessage()));
  }

  private static List<Component> of(Plugin plugin, List<Component> components) {
    var prefix = "plugins/" + plugin.getId() + "@";
    return components.stream().filter(c -> c.getPlugin().startsWith(prefix)).toList();
  }
}
