package org.hillock.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hillock.proto.v1.CreateRunRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SpecOptionsTest {

  @TempDir private Path folder;

  @Command
  static final class Any {
    @Mixin private SpecOptions spec = new SpecOptions();
  }

  private CreateRunRequest parse(String... options) throws IOException {
    var file = Files.writeString(folder.resolve("a.yaml"), "name: é\n");
    var any = new Any();
    var arguments = new ArrayList<>(List.of(options));
    arguments.addFirst(file.toString());
    new CommandLine(any).parseArgs(arguments.toArray(String[]::new));
    return any.spec.request();
  }

  @Test
  void overridesKeepWhateverFollowsTheFirstEqualsSign() throws IOException {
    var request =
        parse("--set", "network[2]={type: lif, tau: 4}", "--set", "name=a=b", "--set", "x.y=");
    assertEquals(
        Map.of("network[2]", "{type: lif, tau: 4}", "name", "a=b", "x.y", ""),
        request.getOverridesMap());
  }

  @Test
  void theSeedIsSentOnlyIfGiven() throws IOException {
    assertEquals(false, parse().hasSeed());
    assertEquals(-7, parse("--seed=-7").getSeed().getValue());
  }

  @Test
  void theFileIsSentAsItIs() throws IOException {
    assertEquals("name: é\n", parse().getSpec().getText());
  }
}
