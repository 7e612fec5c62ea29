package org.hillock.engine.component;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as specs write them, and the nearest of them to a mistyped one. */
public final class Names {

  private static final Pattern WELL_FORMED = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final int MOST_NAMED = 24;

  private Names() {}

  /** Whether a name has only lower-case letters, digits and single hyphens between them. */
  public static boolean wellFormed(String name) {
    return WELL_FORMED.matcher(name).matches();
  }

  /** {@code hiddenUnits}, {@code HIDDEN_UNITS} and {@code hidden-units} as {@code hidden-units}. */
  public static String kebab(String name) {
    return HUMP.matcher(name).replaceAll("-").replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /**
   * The end of a message about an unknown name: the nearest known ones, or all if none is near.
   *
   * @return for example {@code "; did you mean lif or alif?"}
   */
  public static String hint(String wrong, Collection<String> known) {
    var near = near(wrong, known);
    if (!near.isEmpty()) {
      return near;
    }
    if (known.isEmpty()) {
      return "; there is none";
    }
    var all = known.stream().distinct().sorted().toList();
    return all.size() <= MOST_NAMED
        ? "; known: " + String.join(", ", all)
        : "; known: " + String.join(", ", all.subList(0, MOST_NAMED)) + ", …";
  }

  /** {@link #hint} without the list of all names; empty if none is near. */
  static String near(String wrong, Collection<String> known) {
    var near = nearest(wrong, known);
    return near.isEmpty() ? "" : "; did you mean " + either(near) + "?";
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}. */
  static String either(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static List<String> nearest(String wrong, Collection<String> known) {
    String name = kebab(wrong);
    int limit = Math.max(1, name.length() / 3);
    record Near(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(candidate -> new Near(candidate, distance(name, candidate)))
        .filter(near -> near.distance <= limit)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(3)
        .map(Near::name)
        .toList();
  }

  /** Edit distance with transpositions of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
