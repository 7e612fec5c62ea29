package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.ACTIVE;
import static org.hillock.pluginhost.PluginState.DRAINING;
import static org.hillock.pluginhost.PluginState.LEAKED;
import static org.hillock.pluginhost.PluginState.RESOLVED;
import static org.hillock.pluginhost.PluginState.STAGED;
import static org.hillock.pluginhost.PluginState.STOPPED;
import static org.hillock.pluginhost.PluginState.UNLOADED;
import static org.hillock.pluginhost.PluginState.VERIFIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Yaml;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

  @TempDir Path folder;

  private final Watcher watcher = new Watcher();
  private PluginHost host;
  private int updates;

  @BeforeEach
  void open() {
    host = PluginHost.open(folder.resolve("cache"), watcher);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Path wave(String version, double width) {
    return PluginJar.surrogate("demo", version, "wave", width)
        .write(folder.resolve("demo-" + version + "-" + width + ".jar"));
  }

  /** What the wave of a catalogue does; keeps nothing of it. */
  private static double slope(Catalogue catalogue) {
    var wave = new Binder(catalogue).bind(Surrogate.class, Yaml.read("wave"), "");
    return wave.orElseThrow().smooth(1);
  }

  @Test
  void installsListsAndBinds() {
    var installed = host.install(wave("1.0.0", 2));
    assertEquals(List.of(installed), host.plugins());
    assertEquals("demo", installed.id());
    assertEquals("1.0.0", installed.version());
    assertEquals("arXiv:0000.00000", installed.paper());
    assertEquals(ACTIVE, installed.state());
    assertEquals("wave", installed.components().getFirst().id());
    assertEquals(List.of("nobody"), installed.components().getFirst().cites());
    assertEquals(List.of(STAGED, VERIFIED, RESOLVED, ACTIVE), watcher.states(installed.sha256()));
    try (var lease = host.lease()) {
      assertEquals(2, slope(lease));
      assertEquals("1.0.0", lease.plugins().getFirst().version());
    }
  }

  @Test
  void offersTheBuiltInBackend() {
    assertTrue(host.catalogue().find(Kind.BACKEND, "reference").isPresent());
    assertEquals("reference", PluginHost.builtIn().getFirst().id());
    try (var lease = host.lease()) {
      assertTrue(lease.find(Kind.BACKEND, "reference").isPresent());
    }
  }

  @Test
  void servesTheOldVersionToItsLeasesAndTheNewOneToOthers() {
    var old = host.install(wave("1.0.0", 2));
    try (var before = host.lease()) {
      host.install(wave("2.0.0", 5));
      try (var after = host.lease()) {
        assertEquals(2, slope(before));
        assertEquals(5, slope(after));
      }
      assertEquals(5, slope(host.catalogue()));
      assertEquals(
          List.of(ACTIVE, DRAINING), host.plugins().stream().map(InstalledPlugin::state).toList());
      assertEquals(2, slope(before));
    }
    var gone = watcher.await(UNLOADED);
    assertEquals(old.sha256(), gone.sha256());
    assertEquals(
        List.of(STAGED, VERIFIED, RESOLVED, ACTIVE, DRAINING, STOPPED, UNLOADED),
        watcher.states(old.sha256()));
    assertEquals(
        List.of(ACTIVE, UNLOADED), host.plugins().stream().map(InstalledPlugin::state).toList());
  }

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
  void takesTheSameBytesOnce() {
    var first = host.install(wave("1.0.0", 2));
    var copy = PluginJar.surrogate("demo", "1.0.0", "wave", 2).write(folder.resolve("copy.jar"));
    assertEquals(first, host.install(copy));
    assertEquals(1, host.plugins().size());
  }

  @Test
  void takesOtherBytesUnderTheSameVersion() {
    var first = host.install(wave("1.0.0", 2));
    var second = host.install(wave("1.0.0", 3));
    assertFalse(first.sha256().equals(second.sha256()));
    assertEquals(3, slope(host.catalogue()));
    assertEquals(first.sha256(), watcher.await(UNLOADED).sha256());
  }

  @Test
  void servesTwoPluginsSideBySide() {
    host.install(wave("1.0.0", 2));
    host.install(PluginJar.surrogate("other", "1.0.0", "ripple", 4).write(folder.resolve("o.jar")));
    assertEquals(2, slope(host.catalogue()));
    assertTrue(host.catalogue().find(Kind.SURROGATE, "ripple").isPresent());
  }

  @Test
  void offersTheVectorModule() {
    host.install(
        PluginJar.surrogate("demo", "1.0.0", "wave", 2)
            .header(
                "Import-Package", "org.hillock.api,org.hillock.api.equations,jdk.incubator.vector")
            .entry("jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();")
            .write(folder.resolve("vector.jar")));
    assertEquals(2, slope(host.catalogue()));
  }

  @Test
  void refusesAComponentNameThatAnotherPluginHas() {
    host.install(wave("1.0.0", 2));
    var other = PluginJar.surrogate("other", "1.2.0", "wave", 4).write(folder.resolve("o.jar"));
    var thrown = assertThrows(PluginException.class, () -> host.install(other));
    assertEquals(
        "the plugin other 1.2.0 cannot be installed: its surrogate 'wave' has a name that the"
            + " surrogate 'wave' of the plugin demo 1.0.0 has too",
        thrown.getMessage());
    assertEquals(2, slope(host.catalogue()));
    watcher.await(plugin -> plugin.id().equals("other") && plugin.state() == UNLOADED);
  }

  @Test
  void keepsWhatIsActiveWhenAnUpdateFails() {
    host.install(wave("1.0.0", 2));
    var broken =
        PluginJar.of("demo", "2.0.0")
            .entry("throw new IllegalStateException(\"no luck\");")
            .component("Wave", "wave", 3)
            .write(folder.resolve("broken.jar"));
    assertThrows(PluginException.class, () -> host.install(broken));
    assertEquals(2, slope(host.catalogue()));
    watcher.await(plugin -> plugin.version().equals("2.0.0") && plugin.state() == UNLOADED);
  }

  @Test
  void reportsAPluginWhoseThreadKeepsItsClassLoader() {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .entry(
                """
                var stop = new java.util.concurrent.CountDownLatch(1);
                System.getProperties().put("demo.stop", stop);
                new Thread(() -> { try { stop.await(); } catch (InterruptedException e) { } },
                    "left-behind").start();
                """)
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
            .entry(
                """
                var stop = new java.util.concurrent.CountDownLatch(1);
                System.getProperties().put("demo.stop", stop);
                new Thread(() -> { try { stop.await(); } catch (InterruptedException e) { } },
                    "left-behind").start();
                if (true) throw new IllegalStateException("no luck");
                """)
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

  @Test
  void keepsTheNumberOfClassesFlatOverManyUpdates() {
    var jars = new Path[] {wave("1.0.0", 2), wave("2.0.0", 3)};
    var classes = ManagementFactory.getClassLoadingMXBean();
    for (int i = 0; i < 10; i++) {
      update(jars[i % 2]);
    }
    int before = classes.getLoadedClassCount();
    for (int i = 0; i < 50; i++) {
      update(jars[i % 2]);
    }
    int grown = classes.getLoadedClassCount() - before;
    assertTrue(grown < 100, grown + " more classes after 50 updates");
    assertTrue(host.plugins().size() < 40, "unloaded versions are forgotten");
    assertTrue(host.plugins().stream().noneMatch(plugin -> plugin.state() == LEAKED));
  }

  @Test
  void servesLeasesFromManyThreadsDuringUpdates() throws Exception {
    var jars = new Path[] {wave("1.0.0", 2), wave("2.0.0", 3)};
    host.install(jars[1]);
    var done = new AtomicBoolean();
    try (var pool = Executors.newFixedThreadPool(3)) {
      var users = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 3; i++) {
        users.add(pool.submit(() -> use(done)));
      }
      for (int i = 0; i < 10; i++) {
        host.install(jars[i % 2]);
      }
      done.set(true);
      for (var user : users) {
        assertTrue(user.get() > 0);
      }
    }
    watcher.await(plugin -> plugin.state() == UNLOADED, 10);
  }

  private int use(AtomicBoolean done) {
    int uses = 0;
    while (!done.get()) {
      try (var lease = host.lease()) {
        double expected = lease.plugins().getFirst().version().equals("1.0.0") ? 2 : 3;
        assertEquals(expected, slope(lease));
        uses++;
      }
    }
    return uses;
  }

  private void update(Path jar) {
    var former = host.plugins().stream().filter(p -> p.state() == ACTIVE).findFirst();
    try (var lease = host.lease()) {
      host.install(jar);
      if (former.isPresent()) {
        slope(lease);
      }
    }
    if (former.isPresent()) {
      updates++;
      watcher.await(plugin -> plugin.state() == UNLOADED, updates);
    }
  }
}
