package org.hillock.lab.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hillock.lab.record.LabException;

/**
 * A parsed list filter.
 *
 * @param terms all must hold
 */
public record Filter(List<Term> terms) {

  /** A key and the value it must have. */
  public record Term(String key, String value) {

    private static final String TAG = "tags.";

    boolean isTag() {
      return key.startsWith(TAG);
    }

    /** Resources may be named in full: {@code experiment=experiments/digits}. */
    String plainValue() {
      var collection = key + "s/";
      return value.startsWith(collection) ? value.substring(collection.length()) : value;
    }

    String tag() {
      return key.substring(TAG.length());
    }
  }

  public Filter {
    terms = List.copyOf(terms);
  }

  /**
   * Parses terms {@code key=value} joined by {@code " AND "}.
   *
   * @param keys the keys allowed; {@code tags.*} for any label
   */
  public static Filter parse(String text, Set<String> keys) {
    var terms = new ArrayList<Term>();
    for (var part : text.isBlank() ? new String[0] : text.strip().split(" AND ", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw LabException.argument(
            "filter term '%s' is not key=value; join terms by ' AND '".formatted(part));
      }
      var term = new Term(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      if (!keys.contains(term.isTag() ? Term.TAG + "*" : term.key())) {
        throw LabException.argument(
            "cannot filter by '%s'; keys are %s"
                .formatted(term.key(), String.join(", ", keys.stream().sorted().toList())));
      }
      terms.add(term);
    }
    return new Filter(terms);
  }
}
