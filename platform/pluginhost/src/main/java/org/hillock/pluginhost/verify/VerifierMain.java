package org.hillock.pluginhost.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginHost;

/** The verifying process: {@code VerifierMain JAR CACHE SECONDS}. */
public final class VerifierMain {

  private VerifierMain() {}

  /** Verifies one jar and ends the process, whatever the plugin left running in it. */
  public static void main(String[] args) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // Whatever the plugin prints must not get between the messages.
    System.setOut(System.err);
    int exit = 1;
    try {
      var limit = Duration.ofSeconds(Long.parseLong(args[2]));
      var host = PluginHost.open(Path.of(args[1]), limit);
      host.verify(Path.of(args[0]), finding -> out.println(new Message.Found(finding).line()))
          .ifPresent(plugin -> out.println(loaded(plugin).line()));
      out.println(new Message.Done().line());
      exit = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(exit);
    }
  }

  private static Message loaded(InstalledPlugin plugin) {
    var components = plugin.components().stream().map(c -> c.kind().text() + "/" + c.id()).toList();
    return new Message.Loaded(
        new Verdict.Loaded(plugin.id(), plugin.version(), plugin.sha256(), components));
  }
}
