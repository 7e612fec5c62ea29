package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.ACTIVE;
import static org.hillock.pluginhost.PluginState.LEAKED;
import static org.hillock.pluginhost.PluginState.UNLOADED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Updates one after the other, and beside leases of many threads. */
class ManyUpdatesTest extends WithHost {

  private int updates;

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
