package org.hillock.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HillockCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private CommandLine line() {
    return HillockCommand.line(new PrintWriter(out), new PrintWriter(err));
  }

  static Stream<CommandLine> everyCommand() {
    return all(HillockCommand.line(new PrintWriter(System.out), new PrintWriter(System.err)));
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HillockCommandTest::all));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void helpHasAnExampleThatCanBeParsed(CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    var examples =
        command
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .lines()
            .dropWhile(text -> !text.matches("Examples?:"))
            .filter(text -> text.startsWith("  hillock"))
            .map(String::strip)
            .toList();
    assertTrue(!examples.isEmpty(), name + " has no example");
    for (var example : examples) {
      assertTrue(name.equals("hillock") || example.startsWith(name), example);
      var words = example.replace("'", "").split(" ");
      line().parseArgs(java.util.Arrays.copyOfRange(words, 1, words.length));
    }
  }

  @Test
  void aNamedCommandIsTheOnlyOneAndTheSameAsAmongAll() {
    var all = line().getSubcommands();
    assertTrue(all.size() > 10, all::toString);
    for (var command : all.entrySet()) {
      var name = command.getKey();
      var alone =
          HillockCommand.line(new PrintWriter(out), new PrintWriter(err), name, "--help")
              .getSubcommands();
      assertEquals(Set.of(name), alone.keySet());
      assertEquals(command.getValue().getUsageMessage(), alone.get(name).getUsageMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyOptionIsExplained(CommandLine command) {
    var spec = command.getCommandSpec();
    for (var argument : spec.args()) {
      assertTrue(argument.description().length > 0, spec.qualifiedName() + " " + argument);
    }
    assertTrue(spec.usageMessage().header().length > 0, spec.qualifiedName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "run",
        "run a.yaml --sed 3",
        "run a.yaml --set trainer.epochs",
        "runs --limit many",
        "watch runs/R_1",
        "serve --port x"
      })
  void aWrongCommandLineEndsWithTwoAndAMessage(String arguments) {
    assertEquals(ExitCode.REFUSED, line().execute(arguments.split(" ")));
    assertTrue(err.toString().startsWith("hillock: "), err.toString());
    assertTrue(err.toString().contains("--help'"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void aMistypedOptionIsMetWithTheRightOne() {
    line().execute("run", "a.yaml", "--sed", "3");
    assertTrue(err.toString().contains("--seed"), err.toString());
  }

  @Test
  void aServerThatDoesNotAnswerEndsWithThreeAndAdvice() {
    int code = line().execute("runs", "--server", "127.0.0.1:1");
    assertEquals(ExitCode.UNREACHABLE, code, err.toString());
    assertTrue(err.toString().contains("hillock serve"), err.toString());
    assertTrue(!err.toString().contains("\tat "), err.toString());
  }

  @Test
  void verboseShowsTheStackTrace() {
    line().execute("runs", "--server", "127.0.0.1:1", "--verbose");
    assertTrue(err.toString().contains("\tat org.hillock"), err.toString());
  }

  @Test
  void aMissingSpecIsNamed() {
    assertEquals(ExitCode.REFUSED, line().execute("submit", "absent.yaml"));
    assertTrue(err.toString().contains("absent.yaml"), err.toString());
  }

  @Test
  void versionIsThatOfTheBuild() {
    line().execute("--version");
    assertTrue(out.toString().matches("(?s)Hillock [0-9]+\\.[0-9]+\\.[0-9]+.*"), out.toString());
  }
}
