package org.hillock.lab.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PageRequest;

/** Where the next page of a list begins; opaque and tied to the list and its filter. */
public final class PageToken {

  private PageToken() {}

  /**
   * The place a request's token names.
   *
   * @param list the name of the list
   * @return empty for the first page
   */
  public static OptionalLong place(String list, PageRequest page) {
    if (page.token().isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(page.token()), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon > 0 && text.substring(colon + 1).equals(owner(list, page))) {
        return OptionalLong.of(Long.parseLong(text.substring(0, colon)));
      }
    } catch (IllegalArgumentException _) {
      // Not one of ours; said below.
    }
    throw LabException.argument(
        "page token '%s' is not from this list with this filter; begin without a token"
            .formatted(page.token()));
  }

  /** The token of a place. */
  public static String at(long place, String list, PageRequest page) {
    var text = place + ":" + owner(list, page);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String owner(String list, PageRequest page) {
    return list + ":" + Integer.toHexString(page.filter().hashCode());
  }
}
