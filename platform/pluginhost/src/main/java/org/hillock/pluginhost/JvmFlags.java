package org.hillock.pluginhost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flags of the processes that plugins are loaded in, beside the one that starts them. */
public final class JvmFlags {

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Names the archive; set by the launcher. */
  private static final String ARCHIVE = "hillock.archive";

  private JvmFlags() {}

  /** What each of them needs. Its log looks as that of this process. */
  public static List<String> needed() {
    var format = Optional.ofNullable(System.getProperty(LOG_FORMAT));
    return Stream.concat(
            Stream.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC"),
            format.map(f -> "-D%s=%s".formatted(LOG_FORMAT, f)).stream())
        .toList();
  }

  /**
   * What lets one share the image's archive of parsed classes, if this process has it: it starts
   * sooner, and the archive is in memory once, since it lies where it was made to lie.
   */
  public static List<String> archive() {
    return Optional.ofNullable(System.getProperty(ARCHIVE))
        .filter(file -> Files.exists(Path.of(file)))
        .map(
            file ->
                List.of(
                    "-XX:SharedArchiveFile=" + file,
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off"))
        .orElse(List.of());
  }

  /**
   * What one needs besides that loads plugins, looks at them and lets them go: it lives on short
   * bursts, lets go of classes at once (see this package) and ends when memory does.
   */
  public static List<String> forLooking() {
    return List.of(
        "-XX:TieredStopAtLevel=1", "-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:+ExitOnOutOfMemoryError");
  }
}
