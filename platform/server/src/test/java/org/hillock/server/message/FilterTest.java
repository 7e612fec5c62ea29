package org.hillock.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.hillock.server.call.FieldException;
import org.junit.jupiter.api.Test;

final class FilterTest {

  private static final Set<String> KEYS = Set.of("kind", "plugin");

  @Test
  void allTermsMustHold() {
    var filter = Filter.parse("kind=layer AND plugin=layers", KEYS);
    assertTrue(filter.admits("kind", "layer"));
    assertFalse(filter.admits("plugin", "neurons"));
  }

  @Test
  void anEmptyFilterAdmitsAll() {
    assertTrue(Filter.parse("", KEYS).admits("kind", "layer"));
  }

  @Test
  void refusesAnUnknownKeyWithTheNearest() {
    var error = assertThrows(FieldException.class, () -> Filter.parse("kin=layer", KEYS));
    assertEquals("filter: unknown key 'kin'; did you mean kind?", error.getMessage());
  }

  @Test
  void refusesWhatIsNoTerm() {
    var error = assertThrows(FieldException.class, () -> Filter.parse("layer", KEYS));
    assertEquals("filter: 'layer' is no term key=value", error.getMessage());
  }
}
