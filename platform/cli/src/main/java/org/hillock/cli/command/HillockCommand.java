package org.hillock.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private HillockCommand() {}

  /** The whole command line, writing there. */
  public static CommandLine line(PrintWriter out, PrintWriter err) {
    var line =
        new CommandLine(new HillockCommand())
            .addSubcommand(new CommandLine(new DemoCommand()))
            .addSubcommand(new CommandLine(new ServeCommand()))
            .addSubcommand(new CommandLine(new RunCommand()))
            .addSubcommand(new CommandLine(new ResumeCommand()))
            .addSubcommand(new CommandLine(new SubmitCommand()))
            .addSubcommand(new CommandLine(new RunsCommand()))
            .addSubcommand(new CommandLine(new ReportCommand()))
            .addSubcommand(new CommandLine(new WatchCommand()))
            .addSubcommand(new CommandLine(new CancelCommand()))
            .addSubcommand(new CommandLine(new RepeatCommand()))
            .addSubcommand(new CommandLine(new PredictCommand()))
            .addSubcommand(new CommandLine(new ComponentsCommand()))
            .addSubcommand(new CommandLine(new ExplainCommand()))
            .addSubcommand(new CommandLine(new BenchCommand()))
            .addSubcommand(new CommandLine(new PluginCommand()))
            .addSubcommand(new CommandLine(new DataCommand()));
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
