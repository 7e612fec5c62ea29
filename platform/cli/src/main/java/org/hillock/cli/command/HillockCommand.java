package org.hillock.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code hillock}, which has all others below it. */
@Command(
    name = "hillock",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpWidth = 100,
    sortOptions = false)
public final class HillockCommand {

  private static final List<Map.Entry<String, Supplier<Object>>> COMMANDS =
      List.of(
          Map.entry("demo", DemoCommand::new),
          Map.entry("serve", ServeCommand::new),
          Map.entry("run", RunCommand::new),
          Map.entry("resume", ResumeCommand::new),
          Map.entry("submit", SubmitCommand::new),
          Map.entry("runs", RunsCommand::new),
          Map.entry("report", ReportCommand::new),
          Map.entry("watch", WatchCommand::new),
          Map.entry("cancel", CancelCommand::new),
          Map.entry("repeat", RepeatCommand::new),
          Map.entry("predict", PredictCommand::new),
          Map.entry("components", ComponentsCommand::new),
          Map.entry("explain", ExplainCommand::new),
          Map.entry("bench", BenchCommand::new),
          Map.entry("plugin", PluginCommand::new),
          Map.entry("data", DataCommand::new));

  private HillockCommand() {}

  /**
   * The command line, writing there. When the first argument names a command it has no other: to
   * make them all takes a seventh of a short command's time.
   */
  public static CommandLine line(PrintWriter out, PrintWriter err, String... arguments) {
    var first = Stream.of(arguments).limit(1).toList();
    var named = COMMANDS.stream().filter(command -> first.contains(command.getKey())).toList();
    var line = new CommandLine(new HillockCommand());
    for (var command : named.isEmpty() ? COMMANDS : named) {
      line.addSubcommand(command.getKey(), command.getValue().get());
    }
    line.getCommandSpec()
        .usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .header("Hillock: a research platform for spiking neural networks on the JVM.", "")
        .commandListHeading("%nCommands:%n")
        .footer(
            "",
            "Examples:",
            "  hillock demo",
            "  hillock run digits.yaml --set trainer.epochs=3",
            "",
            "Each command has its own help: hillock run --help");
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    return line.setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Errors::usage)
        .setExecutionExceptionHandler(Errors::execution);
  }

  private static Map<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    codes.put(" " + ExitCode.OK, "done");
    codes.put(" " + ExitCode.RUN_ENDED, "the run failed or was cancelled");
    codes.put(" " + ExitCode.REFUSED, "the command line, the spec or a file is wrong");
    codes.put(" " + ExitCode.UNREACHABLE, "the server does not answer, or does not let in");
    codes.put(" " + ExitCode.MISSING, "a data set is missing, or memory or disk is used up");
    codes.put(Integer.toString(ExitCode.FAULT), "a fault of Hillock itself");
    return codes;
  }
}
