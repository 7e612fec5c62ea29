package org.hillock.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins with one fault each: the kit names it. */
class WrongPluginsTest {

  @TempDir Path folder;

  private void fault(String message, String construction, String... records) {
    var faults = Demo.faults(Demo.jar(folder, construction, records));
    assertTrue(
        faults.stream().anyMatch(fault -> fault.replaceAll("\\s+", " ").contains(message)),
        () -> "expected " + message + "\nfound " + String.join("\n", faults));
  }

  @Test
  void aSlopeOffByAFactor() {
    fault(
        "surrogate 'wave': its slope is not the derivative of its smooth function: expected",
        "",
        Sources.WAVE.replace(".times(width);", ".times(width).times(2);"));
  }

  @Test
  void anUndocumentedParameter() {
    fault(
        "component DemoLif.leak: its @Param has no doc",
        "",
        Sources.WAVE,
        Sources.LIF.replace("what is left after a step", ""));
    fault(
        "neuron 'demo-lif': its parameter leak is undocumented",
        "",
        Sources.WAVE,
        Sources.LIF.replace("what is left after a step", "Leak."));
  }

  @Test
  void aThreadLeftRunning() {
    fault(
        "plugin demo 1.0.0: something is left of it after it was unloaded: expected its class"
            + " loader to be collected, found that its class loader is held by threads it left"
            + " behind: demo-thread",
        """
        Thread.ofPlatform().daemon().name("demo-thread")
            .start(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); });
        """,
        Sources.WAVE);
  }
}
