package org.hillock.cli.author;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenOutputTest {

  private static final Path FOLDER = Path.of("/home/a/my-lif");

  @Test
  void anErrorOfTheCompilerIsToldOnceByFileAndLine() {
    var output =
        """
        [WARNING] something beside it
        [ERROR] COMPILATION ERROR :\s
        [ERROR] /home/a/my-lif/src/main/java/A.java:[27,14] error: cannot find symbol
          symbol:   method tmes(double)
          location: variable v of type Expr
        [INFO] 1 error
        [ERROR] Failed to execute goal org:compiler:compile on project my-lif: Compilation failure
        [ERROR] /home/a/my-lif/src/main/java/A.java:[27,14] error: cannot find symbol
        [ERROR]   symbol:   method tmes(double)
        [ERROR]   location: variable v of type Expr
        [ERROR] -> [Help 1]
        [ERROR]\s
        [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
        [ERROR] [Help 1] http://somewhere\
        """;
    assertEquals(
        List.of(
            "src/main/java/A.java:27: cannot find symbol",
            "  symbol:   method tmes(double)",
            "  location: variable v of type Expr"),
        MavenOutput.problems(output.lines().toList(), FOLDER));
  }

  @Test
  void anyOtherErrorIsToldInMavensWords() {
    var output =
        """
        [ERROR] Failed to execute goal on project my-lif: Could not find artifact a:b:1 -> [Help 1]
        [ERROR] Re-run Maven using the -X switch to enable full debug logging.\
        """;
    assertEquals(
        List.of("Failed to execute goal on project my-lif: Could not find artifact a:b:1"),
        MavenOutput.problems(output.lines().toList(), FOLDER));
  }

  @Test
  void whatHasNoErrorLineIsToldWhole() {
    var output = List.of("Error: JAVA_HOME is not defined correctly.", "  no java");
    assertEquals(output, MavenOutput.problems(output, FOLDER));
  }
}
