package org.hillock.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.hillock.server.call.FieldException;
import org.junit.jupiter.api.Test;

final class ResourceNamesTest {

  @Test
  void aKeyMayHoldSlashes() {
    var name = ResourceNames.metric("name", "runs/r1/metrics/firing_rate/1.lif");
    assertEquals(new ResourceNames.Pair("r1", "firing_rate/1.lif"), name);
  }

  @Test
  void aPluginHasIdAndVersion() {
    var name = ResourceNames.plugin("name", "plugins/learnable-delays@1.2.3.rc1");
    assertEquals(new ResourceNames.Pair("learnable-delays", "1.2.3.rc1"), name);
  }

  @Test
  void refusesOtherNamesAndSaysWhatIsExpected() {
    for (String wrong :
        List.of("r1", "runs/", "runs/a/b", "runs/../x", "runs/A", "experiments/a")) {
      var error = assertThrows(FieldException.class, () -> ResourceNames.run("name", wrong));
      assertEquals(
          "name: '%s' is no such name; expected runs/{r}".formatted(wrong), error.getMessage());
    }
    var error = assertThrows(FieldException.class, () -> ResourceNames.run("parent", ""));
    assertEquals("parent: is required; expected runs/{r}", error.getMessage());
  }
}
