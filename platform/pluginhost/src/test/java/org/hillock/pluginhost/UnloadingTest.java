package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.LEAKED;
import static org.hillock.pluginhost.PluginState.STOPPED;
import static org.hillock.pluginhost.PluginState.UNLOADED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Yaml;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.Test;

/** How plugins end, and those that do not. */
class UnloadingTest extends WithHost {

  private static final String LEAVES_A_THREAD =
      """
      var stop = new java.util.concurrent.CountDownLatch(1);
      System.getProperties().put("demo.stop", stop);
      new Thread(() -> { try { stop.await(); } catch (InterruptedException e) { } },
          "left-behind").start();
      """;

  @Test
  void keepsAVersionUntilItsLastLeaseEnds() {
    var old = host.install(wave("1.0.0", 2));
    var first = host.lease();
    var second = host.lease();
    host.uninstall("demo");
    first.close();
    first.close();
    assertEquals(2, slope(second));
    assertFalse(watcher.states(old.sha256()).contains(STOPPED));
    second.close();
    watcher.await(UNLOADED);
    assertThrows(IllegalStateException.class, second::all);
  }

  @Test
  void uninstallsAndProvesTheClassLoaderCollected() {
    host.install(wave("1.0.0", 2));
    assertEquals(2, slope(host.catalogue()));
    host.uninstall("demo");
    assertTrue(host.catalogue().find(Kind.SURROGATE, "wave").isEmpty());
    watcher.await(UNLOADED);
    var thrown = assertThrows(HillockException.class, () -> host.uninstall("demo"));
    assertEquals(ErrorCode.NOT_FOUND, thrown.code());
    assertEquals("no plugin 'demo' is installed", thrown.getMessage());
  }

  @Test
  void unloadsAPluginWhoseRecordsWereComparedAndPrinted() {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .entry("")
            .source(
                "demo.Wave",
                """
                package demo;
                import org.hillock.api.*;
                import org.hillock.api.equations.*;
                @Component(id = "wave", doc = "A surrogate with an enum of its own.")
                public record Wave(@Param(doc = "form", value = "sharp") Form form)
                    implements Surrogate {
                  public enum Form { SHARP, FLAT }
                  @Override public Expr slope(Expr x) { return x; }
                  @Override public double smooth(double x) { return x; }
                }
                """)
            .write(folder.resolve("wave.jar"));
    host.install(jar);
    compareAndPrint();
    host.uninstall("demo");
    watcher.await(UNLOADED);
  }

  /** The JDK keeps softly what it made for the methods of a record. */
  private void compareAndPrint() {
    var one = new Binder(host.catalogue()).bind(Surrogate.class, Yaml.read("wave"), "");
    var other = new Binder(host.catalogue()).bind(Surrogate.class, Yaml.read("wave"), "");
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertEquals(one.toString(), other.toString());
  }

  @Test
  void reportsAPluginWhoseThreadKeepsItsClassLoader() {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .entry(LEAVES_A_THREAD)
            .component("Wave", "wave", 2)
            .write(folder.resolve("leaky.jar"));
    host.install(jar);
    host.uninstall("demo");
    var leaked = watcher.await(LEAKED);
    assertEquals(
        "its class loader is held by threads it left behind: left-behind",
        leaked.problems().getFirst());
    assertEquals(List.of(LEAKED), host.plugins().stream().map(InstalledPlugin::state).toList());
    ((CountDownLatch) System.getProperties().remove("demo.stop")).countDown();
  }

  @Test
  void listsARefusedPluginThatLeaks() {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .entry(LEAVES_A_THREAD + "if (true) throw new IllegalStateException(\"no luck\");")
            .component("Wave", "wave", 2)
            .write(folder.resolve("leaky.jar"));
    assertThrows(PluginException.class, () -> host.install(jar));
    watcher.await(LEAKED);
    assertEquals(List.of(LEAKED), host.plugins().stream().map(InstalledPlugin::state).toList());
    ((CountDownLatch) System.getProperties().remove("demo.stop")).countDown();
  }

  @Test
  void closesPluginsThatAreStillLeased() {
    System.setProperty("demo.closed", "no");
    host.install(closing());
    host.lease();
    host.uninstall("demo");
    host.close();
    assertEquals("yes", System.getProperties().remove("demo.closed"));
  }

  @Test
  void closesTheEntryBeforeUnloading() {
    System.setProperty("demo.closed", "no");
    host.install(closing());
    host.uninstall("demo");
    var gone = watcher.await(UNLOADED);
    assertEquals("yes", System.getProperties().remove("demo.closed"));
    assertTrue(gone.problems().getFirst().contains("its close() fails"), gone::toString);
  }

  private Path closing() {
    return PluginJar.of("demo", "1.0.0")
        .source(
            "demo.Entry",
            """
            package demo;
            public final class Entry implements org.hillock.api.Plugin {
              @Override public org.hillock.api.Components components() {
                return org.hillock.api.Components.of(Wave.class);
              }
              @Override public void close() {
                System.setProperty("demo.closed", "yes");
                throw new IllegalStateException("cannot");
              }
            }
            """)
        .component("Wave", "wave", 2)
        .write(folder.resolve("closing.jar"));
  }
}
