package org.hillock.cli.log;

import java.nio.file.Path;
import java.util.Optional;

/** The file that gets this process's log, told to logback before the first line is logged. */
public final class LogFile {

  private static final String PROPERTY = "hillock.log";

  private LogFile() {}

  /** From the first log line on, all of them go to {@code logs/<command>.log} of a home. */
  public static void in(Path home, String command) {
    var file = home.toAbsolutePath().resolve("logs").resolve(command + ".log");
    System.setProperty(PROPERTY, file.toString());
  }

  static Optional<String> current() {
    return Optional.ofNullable(System.getProperty(PROPERTY));
  }
}
