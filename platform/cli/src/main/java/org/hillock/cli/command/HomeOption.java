package org.hillock.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.cli.local.Image;
import org.hillock.cli.log.LogFile;
import org.hillock.lab.LabConfig;
import picocli.CommandLine.Option;

/** The lab's home on this machine. */
final class HomeOption {

  private static final String VARIABLE = "HILLOCK_HOME";

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description =
          "The folder of all runs, data and plugins; else $HILLOCK_HOME, else ~/.hillock.")
  private Optional<Path> home = Optional.empty();

  Path path() {
    return home.or(() -> variable().map(Path::of))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".hillock"))
        .toAbsolutePath()
        .normalize();
  }

  private static Optional<String> variable() {
    return Optional.ofNullable(System.getenv(VARIABLE)).filter(text -> !text.isBlank());
  }

  /** Directs the log of this process into the home. */
  void log(String command) {
    LogFile.in(path(), command);
  }

  /** Directs the log into the home and describes the lab there. */
  LabConfig config(String command) {
    return config(path(), command);
  }

  static LabConfig config(Path home, String command) {
    LogFile.in(home, command);
    return LabConfig.of(home).withShippedPlugins(Image.get().plugins());
  }
}
