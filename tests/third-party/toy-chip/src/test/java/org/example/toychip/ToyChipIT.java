package org.example.toychip;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.api.HillockException;
import org.hillock.testkit.PluginConformance;
import org.hillock.testkit.PluginTestKit;
import org.junit.jupiter.api.Test;

class ToyChipIT extends PluginConformance {

  private static final Path EXAMPLE = Path.of("example.yaml");

  @Test
  void digitsAreReadWithWeightsOfFourBits() throws IOException {
    try (var kit = PluginTestKit.plugin().start()) {
      var run = kit.run(Files.readString(EXAMPLE));
      assertTrue(run.figure("test_accuracy") > 0.8, () -> "" + run.result().figures());
      assertTrue(run.figure("toy_chip_energy") > 0, () -> "" + run.result().figures());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    var small = Files.readString(EXAMPLE).replace("toy-chip\n", "{type: toy-chip, fan-in: 63}\n");
    try (var kit = PluginTestKit.plugin().start()) {
      var refused = assertThrows(HillockException.class, () -> kit.run(small));
      assertTrue(
          refused.getMessage().contains("joins at most 63 inputs, this layer needs 64"),
          refused::getMessage);
    }
  }
}
