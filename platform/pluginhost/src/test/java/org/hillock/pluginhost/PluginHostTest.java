package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.ACTIVE;
import static org.hillock.pluginhost.PluginState.DRAINING;
import static org.hillock.pluginhost.PluginState.RESOLVED;
import static org.hillock.pluginhost.PluginState.STAGED;
import static org.hillock.pluginhost.PluginState.STOPPED;
import static org.hillock.pluginhost.PluginState.UNLOADED;
import static org.hillock.pluginhost.PluginState.VERIFIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.engine.component.Kind;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.Test;

/** What a host serves, to whom, and what it refuses. */
class PluginHostTest extends WithHost {

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
}
