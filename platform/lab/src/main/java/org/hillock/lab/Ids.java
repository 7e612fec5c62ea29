package org.hillock.lab;

import java.security.SecureRandom;
import java.util.Map;
import java.util.regex.Pattern;
import org.hillock.lab.record.LabException;

/** Ids of runs and experiments. */
final class Ids {

  /** Without letters that look alike. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int LENGTH = 10;
  private static final Pattern CHOSEN = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MOST_TAGS = 64;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CONTENT = 1000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new one; nobody has it yet. */
  static String next(char first) {
    var id = new StringBuilder().append(first);
    for (int i = 1; i < LENGTH; i++) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** An id that somebody chose. */
  static String chosen(String id) {
    if (!CHOSEN.matcher(id).matches()) {
      throw LabException.argument(
          "id '%s' must have 1 to 63 of a-z, 0-9 and '-' and begin with a letter".formatted(id));
    }
    return id;
  }

  /** What comes with a request besides its content. */
  static void checkLabels(Map<String, String> tags, String requestId) {
    boolean fits =
        tags.size() <= MOST_TAGS
            && tags.entrySet().stream()
                .allMatch(
                    tag ->
                        !tag.getKey().isBlank()
                            && tag.getKey().length() <= LONGEST_NAME
                            && tag.getValue().length() <= LONGEST_CONTENT);
    if (!fits) {
      throw LabException.argument(
          "at most %d tags are kept, with names of 1 to %d and values of at most %d characters"
              .formatted(MOST_TAGS, LONGEST_NAME, LONGEST_CONTENT));
    }
    if (requestId.length() > LONGEST_NAME) {
      throw LabException.argument("a request id has at most %d characters".formatted(LONGEST_NAME));
    }
  }
}
