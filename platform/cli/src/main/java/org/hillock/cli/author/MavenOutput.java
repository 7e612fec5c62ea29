package org.hillock.cli.author;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What Maven prints of a failed build, without what is about Maven. */
final class MavenOutput {

  private static final Pattern PLACE =
      Pattern.compile("(/.*\\.java):\\[(\\d+),\\d+] (?:error: )?(.*)");
  private static final Pattern LEVEL = Pattern.compile("\\[(ERROR|WARNING|INFO)] ?");
  private static final String ERROR = "[ERROR]";
  private static final Pattern ABOUT_MAVEN =
      Pattern.compile(
          "\\s*|COMPILATION ERROR.*|Failed to execute goal .*Compilation failure.*"
              + "|-> \\[Help.*|To see the full stack trace.*|Re-run Maven.*"
              + "|For more information about.*|\\[Help \\d+].*|After correcting the problems.*"
              + "|  mvn <args>.*");

  private MavenOutput() {}

  /** The errors, each line once; those of the compiler by their place in the project. */
  static List<String> problems(List<String> output, Path folder) {
    var problems = new LinkedHashSet<String>();
    boolean inError = false;
    for (var line : output) {
      if (LEVEL.matcher(line).lookingAt()) {
        inError = line.startsWith(ERROR);
      }
      var text = LEVEL.matcher(line).replaceFirst("");
      if (inError && !ABOUT_MAVEN.matcher(text).matches()) {
        problems.add(place(text.replaceFirst(" -> \\[Help \\d+]$", ""), folder));
      }
    }
    return problems.isEmpty() ? new ArrayList<>(output) : List.copyOf(problems);
  }

  private static String place(String text, Path folder) {
    var found = PLACE.matcher(text);
    if (!found.matches()) {
      return text;
    }
    var file = Path.of(found.group(1));
    var shown = file.startsWith(folder) ? folder.relativize(file) : file;
    return "%s:%s: %s".formatted(shown, found.group(2), found.group(3));
  }
}
