package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hillock.lab.LabConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    header = "Executes an experiment here, without a server.",
    description = {
      "",
      "It leaves the same record as a submitted one: 'hillock serve' on the same home lists it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock run digits.yaml",
      "  hillock run digits.yaml --set trainer.epochs=3 --set 'network[2].tau=4' --json"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private SpecOptions spec = new SpecOptions();
  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Copy the run's report (HTML) there.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    var request = spec.request();
    var config = home.config("run").withExecution(LabConfig.Execution.IN_PROCESS);
    var outcome =
        new LocalRuns(config, console, () -> console.note(ResumeCommand.HINT))
            .execute(
                (_, connection) -> SpecOptions.queue(connection, console, request).getName(),
                report);
    outcome.ifPresent(o -> console.data(o.json()));
    outcome.ifPresent(o -> console.say(o.lines()));
    return outcome.isPresent() ? ExitCode.OK : ExitCode.RUN_ENDED;
  }
}
