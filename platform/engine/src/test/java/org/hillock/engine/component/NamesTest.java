package org.hillock.engine.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void writesEverySpellingWithHyphens() {
    assertEquals("hidden-units", Names.kebab("hiddenUnits"));
    assertEquals("hard-detached", Names.kebab("HARD_DETACHED"));
    assertEquals("conv2-d", Names.kebab("conv2D"));
  }

  @Test
  void knowsWellFormedNames() {
    assertTrue(Names.wellFormed("fashion-mnist2"));
    for (var bad : List.of("", "-a", "a-", "a--b", "A", "a_b", "a b")) {
      assertFalse(Names.wellFormed(bad), bad);
    }
  }

  @Test
  void countsATranspositionAsOneEdit() {
    assertEquals(1, Names.distance("lfi", "lif"));
    assertEquals(2, Names.distance("trainer", "train"));
    assertEquals(3, Names.distance("kitten", "sitting"));
  }

  @Test
  void offersNearestNamesFirst() {
    assertEquals(
        "; did you mean alif, lif or plif?", Names.hint("alif", List.of("plif", "lif", "alif")));
  }
}
