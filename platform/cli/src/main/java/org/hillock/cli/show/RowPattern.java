package org.hillock.cli.show;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What picks names: a part of them, or with {@code *} (any text) or {@code ?} (any letter) all of
 * them.
 */
public final class RowPattern {

  private final Pattern pattern;

  private RowPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** A pattern from the command line. */
  public static RowPattern of(String text) {
    boolean whole = text.contains("*") || text.contains("?");
    var letters = text.chars().mapToObj(RowPattern::expression).collect(Collectors.joining());
    return new RowPattern(Pattern.compile(whole ? letters : ".*" + letters + ".*"));
  }

  private static String expression(int letter) {
    return switch (letter) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(letter));
    };
  }

  /** Whether it picks this name. */
  public boolean fits(String name) {
    return pattern.matcher(name).matches();
  }
}
