package org.hillock.cli.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectNamesTest {

  @Test
  void theClassIsNamedAfterThePlugin() {
    var names =
        new ProjectNames("adaptive-lif2", "neuron", ProjectNames.packageFor("adaptive-lif2"), "1");
    assertEquals("AdaptiveLif2", names.className());
    assertEquals("org.example.adaptivelif2", names.packageName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MyLif", "my_lif", "-lif", "my--lif", "2lif", "a/b", ".."})
  void aNameThatIsNoIdIsRefusedWithOneThatIs(String name) {
    var error =
        assertThrows(HillockException.class, () -> new ProjectNames(name, "neuron", "org.a", "1"));
    assertTrue(error.getMessage().contains("my-lif"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "org.", "org.new", "org/example", "3d"})
  void aPackageThatJavaDoesNotTakeIsRefused(String name) {
    var error =
        assertThrows(HillockException.class, () -> new ProjectNames("a", "neuron", name, "1"));
    assertTrue(error.getMessage().contains("--package"), error.getMessage());
  }
}
