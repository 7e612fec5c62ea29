package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.pluginhost.PluginState;
import org.junit.jupiter.api.Test;

final class PluginSetTest {

  private static final PluginDescriptor OLD = plugin("1.0.0", "a");
  private static final PluginDescriptor NEW = plugin("2.0.0", "b");

  private final PluginSet set = new PluginSet();

  private static PluginDescriptor plugin(String version, String sha256) {
    return new PluginDescriptor("demo", version, sha256, "", List.of());
  }

  private void moved(PluginDescriptor plugin, PluginState state, String... problems) {
    set.moved(new Moved(plugin.sha256(), state, List.of(problems)));
  }

  private void assertStands(PluginDescriptor plugin, PluginState state, String... problems) {
    var standing = set.all().stream().filter(s -> s.plugin().equals(plugin)).findFirst();
    assertEquals(new PluginSet.Standing(plugin, state, List.of(problems)), standing.orElseThrow());
  }

  @Test
  void anUpdateIsSeenToItsEndEvenIfTheEndIsHeardFirst() {
    set.activate(OLD);
    moved(OLD, PluginState.ACTIVE);
    moved(NEW, PluginState.ACTIVE);
    moved(OLD, PluginState.UNLOADED);
    assertStands(OLD, PluginState.ACTIVE);
    set.activate(NEW);
    assertStands(NEW, PluginState.ACTIVE);
    assertStands(OLD, PluginState.UNLOADED);
  }

  @Test
  void whatComesBackIsListedOnce() {
    set.activate(OLD);
    set.activate(NEW);
    set.activate(OLD);
    moved(OLD, PluginState.UNLOADED);
    assertEquals(2, set.all().size());
    assertStands(OLD, PluginState.ACTIVE);
    assertStands(NEW, PluginState.DRAINING);
  }

  @Test
  void theEndOfTheProcessUnloadsAllButKeepsLeaksOnRecord() {
    set.activate(OLD);
    set.activate(NEW);
    moved(OLD, PluginState.STOPPED);
    set.ended();
    assertStands(OLD, PluginState.UNLOADED);
    assertStands(NEW, PluginState.ACTIVE);

    moved(OLD, PluginState.LEAKED, "a thread");
    set.ended();
    assertStands(OLD, PluginState.LEAKED, "a thread");
  }

  @Test
  void whatCannotBeLoadedAnyMoreServesNoLonger() {
    set.activate(OLD);
    set.lost("a", "it called System.exit");
    assertEquals(List.of(), set.active());
    assertStands(OLD, PluginState.UNLOADED, "it called System.exit");
    set.lost("unknown", "whatever");
  }
}
