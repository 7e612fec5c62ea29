package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.hillock.api.HillockException;
import org.hillock.cli.client.CallException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a message of its own, without stack trace unless asked for. */
final class Errors {

  private Errors() {}

  /** A command line that cannot be read. */
  static int usage(ParameterException error, String[] arguments) {
    var command = error.getCommandLine();
    var err = command.getErr();
    err.println("hillock: " + error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.REFUSED;
  }

  /** A command that failed. */
  static int execution(Exception error, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    int code = error instanceof IOException ? ExitCode.REFUSED : ExitCode.of(error);
    err.println("hillock: " + message(error));
    if (OutputOptions.verbose(command)) {
      error.printStackTrace(err);
    } else if (code == ExitCode.FAULT) {
      err.println("This is a fault of Hillock itself; --verbose shows where.");
    }
    err.flush();
    return code;
  }

  private static String message(Exception error) {
    return switch (error) {
      case CallException call -> call.getMessage();
      case HillockException known -> known.getMessage();
      case NoSuchFileException e -> "there is no file " + e.getFile();
      case AccessDeniedException e -> "no permission for " + e.getFile();
      case FileSystemException e -> e.getFile() + ": " + e.getReason();
      default -> error.toString();
    };
  }
}
