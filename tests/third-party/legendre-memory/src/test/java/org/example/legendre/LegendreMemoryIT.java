package org.example.legendre;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.testkit.PluginConformance;
import org.hillock.testkit.PluginTestKit;
import org.junit.jupiter.api.Test;

class LegendreMemoryIT extends PluginConformance {

  @Test
  void recallsACue() throws IOException {
    try (var kit = PluginTestKit.plugin().start()) {
      var run = kit.run(Files.readString(Path.of("example.yaml")));
      assertTrue(run.figure("test_accuracy") > 0.9, () -> "" + run.result().figures());
    }
  }
}
