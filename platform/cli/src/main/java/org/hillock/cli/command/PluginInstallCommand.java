package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.PluginUpload;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.PluginText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "install",
    header = "Puts a plugin into the running server.",
    description = {
      "",
      "Another version of it is drained: runs that use it end on it, new runs get this one.",
      ""
    },
    footer = {"", "Example:", "  hillock plugin install my-neurons-1.0.0.jar"})
final class PluginInstallCommand extends ClientCommand {

  @Parameters(paramLabel = "JAR", description = "The plugin's jar.")
  private Path jar = Path.of("");

  @Override
  int call(Connection connection, Console console) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new NoSuchFileException(jar.toString());
    }
    PluginText.tell(console, PluginUpload.send(connection, jar));
    return ExitCode.OK;
  }
}
