package org.hillock.pluginhost;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flags of the processes that plugins are loaded in, beside the one that starts them. */
public final class JvmFlags {

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  /** The launcher's flags for the archive, a line each. */
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

  /** What lets one share the image's archive of parsed classes, if this process has it. */
  public static List<String> archive() {
    return System.getProperty(ARCHIVE, "").lines().toList();
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
