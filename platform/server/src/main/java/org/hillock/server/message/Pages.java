package org.hillock.server.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.server.call.FieldException;

/** Pages of lists. */
public final class Pages {

  private static final int STANDARD = 50;
  private static final int MOST = 1000;

  private Pages() {}

  /** What a request asks for, to be handed on to the lab. */
  public static PageRequest request(int size, String token, String filter) {
    if (size < 0) {
      throw new FieldException("page_size", "must not be negative, is " + size);
    }
    return new PageRequest(size, token, filter);
  }

  /** A part of a list that is short enough to be held as a whole. */
  public static <T> Page<T> cut(List<T> all, int size, String token) {
    int limit = request(size, token, "").limit(STANDARD, MOST);
    int begin = Math.min(offset(token), all.size());
    int end = Math.min(begin + limit, all.size());
    return new Page<>(all.subList(begin, end), end < all.size() ? token(end) : "");
  }

  private static String token(int offset) {
    var text = "o" + offset;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static int offset(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.matches("o[0-9]{1,9}")) {
        return Integer.parseInt(text.substring(1));
      }
    } catch (IllegalArgumentException _) {
      // Falls through: no Base64, so none of ours.
    }
    throw new FieldException("page_token", "is not a next_page_token of this list");
  }
}
