package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.author.ProjectNames;
import org.hillock.cli.author.Template;
import org.hillock.cli.local.Image;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    header = "Writes the project of a new plugin.",
    description = {
      "",
      "It has one component that works, a test of it, and an experiment that trains it; change what"
          + " you like.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock plugin new my-lif",
      "  hillock plugin new my-layer --kind layer --package org.example.layers"
    })
final class PluginNewCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "Of the plugin, its component and its folder, for example my-lif.")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "What it begins with: neuron (the default), layer, …; a wrong one lists all.",
      defaultValue = "neuron")
  private String kind = "";

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package of its classes (default: org.example.NAME).")
  private Optional<String> packageName = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    var hillock = Version.hillock();
    var template = new Template(Image.get().archetype(hillock));
    if (!template.kinds().contains(kind)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "--kind '%s': expected one of %s".formatted(kind, String.join(", ", template.kinds())));
    }
    var names =
        new ProjectNames(name, kind, packageName.orElse(ProjectNames.packageFor(name)), hillock);
    var folder = Path.of(name);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new HillockException(
          ErrorCode.ALREADY_EXISTS,
          "%s is there already; choose another name, or go to another folder".formatted(folder));
    }
    var files = template.write(folder, names);
    var json = JsonNodeFactory.instance.objectNode();
    json.put("folder", folder.toAbsolutePath().toString()).put("kind", kind);
    files.forEach(file -> json.withArray("files").add(file.toString()));
    console.data(json);
    files.forEach(file -> console.say("  " + folder.resolve(file)));
    console.say("next:");
    console.say("  hillock serve --plugin-uploads any &    unless a server runs");
    console.say("  cd %s".formatted(folder));
    console.say("  hillock plugin dev                      builds, loads, and again at each save");
    console.say("  hillock submit example.yaml --watch     in another terminal: trains it");
    return ExitCode.OK;
  }
}
