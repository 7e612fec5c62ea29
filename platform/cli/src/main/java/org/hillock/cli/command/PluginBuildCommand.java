package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.author.Maven;
import org.hillock.cli.author.PluginProject;
import org.hillock.cli.client.CallException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.PluginUpload;
import org.hillock.cli.local.Image;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.PluginText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "build",
    header = "Compiles, tests and packages a plugin.",
    description = {"", "The same as 'mvn verify' in its folder.", ""},
    footer = {"", "Examples:", "  hillock plugin build", "  hillock plugin build my-lif --install"})
final class PluginBuildCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The plugin's project; else this folder.",
      defaultValue = ".")
  private Path folder = Path.of("");

  @Option(names = "--install", description = "Put the plugin into the running server.")
  private boolean install;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    var project = PluginProject.in(folder);
    Maven.provide(Image.get());
    var problems = Maven.run(project.folder(), List.of("verify"));
    if (problems.isPresent()) {
      problems.get().forEach(console::note);
      throw new HillockException(ErrorCode.FAILED_PRECONDITION, "the build failed, see above");
    }
    var jar = project.jar();
    if (install) {
      install(console, jar);
    } else {
      console.data(JsonNodeFactory.instance.objectNode().put("jar", jar.toString()));
      console.say(Path.of("").toAbsolutePath().relativize(jar).toString());
    }
    return ExitCode.OK;
  }

  private void install(Console console, Path jar) throws IOException {
    var address = server.address();
    try (var connection = Connection.to(address)) {
      PluginText.tell(console, PluginUpload.send(connection, jar));
    } catch (StatusRuntimeException e) {
      throw CallException.of(e, address);
    }
  }
}
