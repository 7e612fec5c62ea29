package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hillock.cli.local.DataSets;
import org.hillock.cli.local.LocalPlugins;
import org.hillock.cli.show.Table;
import org.hillock.engine.data.DataInstaller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    synopsisSubcommandLabel = "(list | install)",
    header = {"Looks after the data sets in a home on this machine.", ""},
    subcommands = {DataCommand.ListSets.class, DataCommand.Install.class},
    footer = {"", "Example:", "  hillock data list"})
final class DataCommand {

  @Command(
      name = "list",
      header = {"Lists the data sets that come with Hillock, and which are installed.", ""},
      footer = {"", "Example:", "  hillock data list"})
  static final class ListSets implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
      var console = output.console();
      home.log("data");
      var table = new Table("DATA SET", "STATE", "LICENCE");
      try (var plugins = LocalPlugins.open()) {
        for (var set : new DataSets(plugins, store(home)).all()) {
          table.row(set.name(), set.state(), set.licence());
          console.data(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("name", set.name())
                  .put("state", set.state())
                  .put("licence", set.licence())
                  .put("documentation", set.doc()));
        }
      }
      if (!console.isJson()) {
        console.say(table.lines());
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "install",
      header = "Fetches a data set and checks it.",
      description = {
        "",
        "It comes from pinned sources, all of it or nothing. What is there already and right is"
            + " left",
        "alone.",
        ""
      },
      footer = {"", "Example:", "  hillock data install fashion-mnist"})
  static final class Install implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The data set, as 'hillock data list' has it.")
    private String name = "";

    @Mixin private HomeOption home = new HomeOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
      var console = output.console();
      home.log("data");
      try (var plugins = LocalPlugins.open()) {
        var installation = new DataSets(plugins, store(home)).installation(name);
        var folder = DataInstaller.install(installation, store(home), console::note);
        console.data(
            JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("folder", folder.toString())
                .put("licence", installation.licence()));
        console.say("%s: %s".formatted(folder, installation.licence()));
      }
      return ExitCode.OK;
    }
  }

  private static Path store(HomeOption home) {
    return home.path().resolve("data");
  }
}
