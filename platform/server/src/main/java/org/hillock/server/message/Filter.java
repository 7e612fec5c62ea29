package org.hillock.server.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hillock.engine.component.Names;
import org.hillock.server.call.FieldException;

/** Terms {@code key=value}, all of which must hold. */
public record Filter(Map<String, String> terms) {

  public Filter {
    terms = Map.copyOf(terms);
  }

  /** Reads terms joined by {@code " AND "}. */
  public static Filter parse(String text, Set<String> keys) {
    var terms = new HashMap<String, String>();
    for (String term : text.isBlank() ? new String[0] : text.split(" AND ")) {
      int equals = term.indexOf('=');
      if (equals < 0) {
        throw new FieldException("filter", "'%s' is no term key=value".formatted(term.strip()));
      }
      String key = term.substring(0, equals).strip();
      if (!keys.contains(key)) {
        throw new FieldException(
            "filter", "unknown key '%s'%s".formatted(key, Names.hint(key, keys)));
      }
      terms.put(key, term.substring(equals + 1).strip());
    }
    return new Filter(terms);
  }

  /** Whether something with this value under this key passes. */
  public boolean admits(String key, String value) {
    return terms.getOrDefault(key, value).equals(value);
  }
}
