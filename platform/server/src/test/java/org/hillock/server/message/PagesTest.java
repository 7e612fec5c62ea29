package org.hillock.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.server.call.FieldException;
import org.junit.jupiter.api.Test;

final class PagesTest {

  private static final List<Integer> ALL = IntStream.range(0, 2500).boxed().toList();

  @Test
  void pagesHoldEveryItemOnceAndEndWithAnEmptyToken() {
    var seen = new ArrayList<Integer>();
    String token = "";
    do {
      var page = Pages.cut(ALL, 700, token);
      seen.addAll(page.items());
      token = page.nextToken();
    } while (!token.isEmpty());
    assertEquals(ALL, seen);
  }

  @Test
  void noSizeMeansFiftyAndTooManyMeansAThousand() {
    assertEquals(50, Pages.cut(ALL, 0, "").items().size());
    assertEquals(1000, Pages.cut(ALL, 2000, "").items().size());
  }

  @Test
  void refusesANegativeSize() {
    var error = assertThrows(FieldException.class, () -> Pages.cut(ALL, -1, ""));
    assertEquals("page_size: must not be negative, is -1", error.getMessage());
  }

  @Test
  void refusesATokenOfItsOwnMaking() {
    for (String token : List.of("7", "$$$", "b25l", "LTE")) {
      var error = assertThrows(FieldException.class, () -> Pages.cut(ALL, 0, token));
      assertEquals("page_token: is not a next_page_token of this list", error.getMessage());
    }
  }
}
