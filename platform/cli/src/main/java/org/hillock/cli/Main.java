package org.hillock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hillock.cli.command.HillockCommand;

/** Starts the command line. */
public final class Main {

  /** The process that standard error passes through, told by the launcher. */
  private static final String FILTER = "hillock.stderr";

  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private Main() {}

  /** Executes a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // What a call cannot do is told by its status.
    GRPC.setLevel(Level.OFF);
    var out = writer(new FileOutputStream(FileDescriptor.out));
    int code = HillockCommand.line(out, writer(System.err), arguments).execute(arguments);
    out.flush();
    awaitFilter();
    System.exit(code);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Else the shell's prompt might come before our last words. */
  private static void awaitFilter() {
    System.err.close();
    Long pid = Long.getLong(FILTER);
    if (pid == null) {
      return;
    }
    var filter = ProcessHandle.of(pid);
    try {
      if (filter.isPresent()) {
        filter.get().onExit().get(1, TimeUnit.SECONDS);
      }
    } catch (TimeoutException | ExecutionException _) {
      // Something we started still writes there.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
