package org.hillock.cli.command;

import org.hillock.cli.show.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command talks. */
final class OutputOptions {

  private static final String COLUMNS = "hillock.columns";
  private static final String VERBOSE = "--verbose";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--json",
      description =
          "Write JSON to standard output, an object a line, and all else to standard error.")
  private boolean json;

  @Option(names = VERBOSE, description = "Show the stack trace of an error.")
  private boolean verbose;

  Console console() {
    var line = command.commandLine();
    return new Console(line.getOut(), line.getErr(), json, Integer.getInteger(COLUMNS, 0));
  }

  static boolean verbose(CommandLine command) {
    var options = command.getParseResult();
    return options != null && options.matchedOptionValue(VERBOSE, false);
  }
}
