package org.hillock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.component.ComponentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTestKitTest {

  @TempDir Path folder;

  @Test
  void theKitListsBindsAndUnloads() {
    var jar = Demo.jar(folder, "", Sources.WAVE, Sources.LIF);
    try (var kit = PluginTestKit.plugin(jar).start()) {
      assertEquals(
          List.of("wave", "demo-lif"), kit.components().stream().map(ComponentType::id).toList());
      assertTrue(slope(kit) > 0);
      var problem = kit.problems(Surrogate.class, "{type: wave, width: -1}").getFirst();
      assertEquals(".width: expected a number above 0, found -1", problem.toString());
      kit.unload();
    }
  }

  /** Keeps nothing of the component. */
  private static double slope(PluginTestKit kit) {
    return kit.bind(Surrogate.class, "{type: wave, width: 2}").smooth(1);
  }
}
