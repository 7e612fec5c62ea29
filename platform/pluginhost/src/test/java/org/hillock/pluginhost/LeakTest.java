package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.LEAKED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins whose class loader stays, and what is said about why. */
class LeakTest {

  @TempDir Path folder;

  private final Watcher watcher = new Watcher();
  private PluginHost host;

  @BeforeEach
  void open() {
    host = PluginHost.open(folder.resolve("cache"), watcher);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private String leak(String construction) throws Exception {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .entry(construction)
            .component("Wave", "wave", 2)
            .write(folder.resolve("leaky.jar"));
    host.install(jar);
    host.uninstall("demo");
    var leaked = watcher.await(plugin -> plugin.state() == LEAKED && plugin.problems().size() == 2);
    try (var files = Files.walk(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().contains("hprof")));
    }
    return leaked.problems().getLast();
  }

  @Test
  void namesTheStaticFieldThatHoldsAClass() throws Exception {
    var problem = leak("System.getProperties().put(\"demo.cache\", new Object[] {Wave.class});");
    assertEquals(
        "its class loader is held by static field java.lang.System.props → java.util.Properties"
            + " → java.util.concurrent.ConcurrentHashMap → class demo.Wave",
        problem);
    System.getProperties().remove("demo.cache");
  }

  @Test
  void namesTheThreadThatWasLeftRunning() throws Exception {
    var problem =
        leak(
            """
            var stop = new java.util.concurrent.CountDownLatch(1);
            System.getProperties().put("demo.stop", stop);
            var thread = new Thread(
                () -> { try { stop.await(); } catch (InterruptedException e) { } }, "left-behind");
            thread.setContextClassLoader(null);
            thread.start();
            """);
    ((CountDownLatch) System.getProperties().remove("demo.stop")).countDown();
    // Which of the thread's frames still holds the lambda is up to the compiler.
    assertTrue(
        problem.matches(
            "its class loader is held by a local variable of the thread 'left-behind' in"
                + " (java.lang.Thread.run\\w*|a lambda of demo.Entry), a lambda of demo.Entry"),
        problem);
  }
}
