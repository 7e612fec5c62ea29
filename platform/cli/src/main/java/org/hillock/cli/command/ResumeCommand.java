package org.hillock.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hillock.lab.LabConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    header = "Goes on with a stopped run, here, without a server.",
    description = {
      "",
      "A new run on the same manifest begins at the last checkpoint of the old one. Its final",
      "checkpoint has the same bytes as that of a run never stopped.",
      ""
    },
    footer = {"", "Example:", "  hillock resume runs/r4k2"})
final class ResumeCommand implements Callable<Integer> {

  /** What to do about a run that was interrupted. */
  static final String HINT = "'hillock resume RUN' goes on from the run's last checkpoint";

  @Parameters(paramLabel = "RUN", converter = RunName.Converter.class, description = "The run.")
  private RunName run = new RunName("");

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    var config = home.config("resume").withExecution(LabConfig.Execution.IN_PROCESS);
    var outcome =
        new LocalRuns(config, console, () -> console.note(HINT))
            .execute(
                (server, _) -> "runs/" + server.lab().runs().resume(run.id()).id(),
                Optional.empty());
    outcome.ifPresent(o -> console.data(o.json()));
    outcome.ifPresent(o -> console.say(o.lines()));
    return outcome.isPresent() ? ExitCode.OK : ExitCode.RUN_ENDED;
  }
}
