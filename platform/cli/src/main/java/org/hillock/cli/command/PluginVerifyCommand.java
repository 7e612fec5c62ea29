package org.hillock.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.local.TemporaryFolder;
import org.hillock.cli.show.VerdictText;
import org.hillock.pluginhost.verify.PluginVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    header = "Tells everything wrong with a plugin, without a server.",
    description = {
      "",
      "The jar is looked at, then loaded in a process of its own and unloaded again.",
      ""
    },
    footer = {"", "Example:", "  hillock plugin verify my-neurons-1.0.0.jar"})
final class PluginVerifyCommand implements Callable<Integer> {

  private static final int MEMORY_MIB = 512;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "JAR", description = "The plugin's jar.")
  private Path jar = Path.of("");

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long it may take to be loaded (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new NoSuchFileException(jar.toString());
    }
    if (!Files.isReadable(jar)) {
      throw new AccessDeniedException(jar.toString());
    }
    if (seconds < 1) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "--timeout must be at least 1, got " + seconds);
    }
    var console = output.console();
    try (var cache = TemporaryFolder.make()) {
      var verdict =
          new PluginVerifier(Duration.ofSeconds(seconds), MEMORY_MIB).verify(jar, cache.path());
      var text = new VerdictText(jar.getFileName().toString(), verdict);
      console.data(text.json());
      console.say(text.lines());
      return verdict.isGood() ? ExitCode.OK : ExitCode.REFUSED;
    }
  }
}
