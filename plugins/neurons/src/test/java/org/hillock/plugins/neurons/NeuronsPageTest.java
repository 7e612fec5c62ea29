package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.ParameterInfo;
import org.junit.jupiter.api.Test;

/** The page on neurons says what the components declare; {@code -Dpage.accept} rewrites it. */
class NeuronsPageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "neurons.md");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]*) \\|.*");
  private static final Pattern TABLE = Pattern.compile("(?:\\| `.*\n)+");
  private static final Pattern REFERENCE = Pattern.compile("^([^,]+),.*?\\((\\d{4})\\)");

  @Test
  void listsEveryComponentWithItsParametersAndSources() throws IOException {
    var page = Files.readString(PAGE);
    var equations = equations(page);
    var neurons = table(Kind.NEURON, equations);
    var surrogates = table(Kind.SURROGATE, equations);
    var parts = TABLE.split(page, -1);
    assertEquals(3, parts.length, "the page holds two tables");
    var expected = parts[0] + neurons + parts[1] + surrogates + parts[2];
    if (System.getProperty("page.accept") != null) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(expected, Files.readString(PAGE));
    assertFalse(expected.contains("| ? |"), "write the missing equations into " + PAGE);
  }

  private static Map<String, String> equations(String page) {
    var equations = new HashMap<String, String>();
    page.lines()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> equations.put(row.group(1), row.group(2)));
    return equations;
  }

  private static String table(Kind kind, Map<String, String> equations) {
    return ComponentReader.read(new NeuronsPlugin().components().types()).components().stream()
        .map(component -> component.type())
        .filter(type -> type.kind() == kind)
        .map(type -> row(type, equations.getOrDefault(type.id(), "?")))
        .collect(Collectors.joining());
  }

  private static String row(ComponentType type, String equation) {
    var parameters =
        type.parameters().stream()
            .map(NeuronsPageTest::parameter)
            .collect(Collectors.joining(", "));
    var sources =
        type.cites().stream().map(NeuronsPageTest::source).collect(Collectors.joining("; "));
    return "| `%s` | %s | %s | %s |\n".formatted(type.id(), equation, parameters, sources);
  }

  private static String parameter(ParameterInfo parameter) {
    var unit = parameter.unit().isEmpty() ? "" : " " + parameter.unit();
    return "`%s` %s%s".formatted(parameter.name(), parameter.standard().orElseThrow(), unit);
  }

  /** Its first author and year. */
  private static String source(String cite) {
    var reference = REFERENCE.matcher(cite);
    if (!reference.find()) {
      throw new AssertionError("no author and year in: " + cite);
    }
    return reference.group(1) + " " + reference.group(2);
  }
}
