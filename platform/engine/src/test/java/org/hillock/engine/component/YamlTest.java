package org.hillock.engine.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;

class YamlTest {

  private static void refused(String text, String message) {
    var thrown = assertThrows(HillockException.class, () -> Yaml.read(text));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void readsBareExponentsAsNumbers() {
    assertEquals(new BigDecimal("0.001"), Yaml.read("1e-3").decimalValue());
    assertTrue(Yaml.read("e3").isTextual());
  }

  @Test
  void readsJsonIndentedByTabs() {
    assertEquals(2, Yaml.read("{\n\t\"a\":\t[1,\t2]\n}").path("a").size());
  }

  @Test
  void readsNothingAsNull() {
    assertTrue(Yaml.read("").isNull());
    assertTrue(Yaml.read("a:").path("a").isNull());
    assertTrue(Yaml.read("a: ''").path("a").isTextual());
  }

  @Test
  void namesLineAndColumnOfASyntaxError() {
    refused("a: 1\nb: c: d", "line 2, column 5: mapping values are not allowed here");
  }

  @Test
  void rejectsAKeyGivenTwice() {
    refused("a: 1\na: 2", "line 2, column 2: Duplicate field 'a'");
    refused("{\"a\": 1, \"a\": 2}", "line 1, column 13: Duplicate field 'a'");
  }

  @Test
  void rejectsAliases() {
    refused("a: &x 1\nb: *x", "line 2, column 4: aliases (*name) are not supported; write it out");
  }

  @Test
  void rejectsASecondDocument() {
    refused("--- a\n--- b", "line 2, column 5: a second document begins; expected one");
  }
}
