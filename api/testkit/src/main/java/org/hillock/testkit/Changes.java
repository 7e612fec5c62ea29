package org.hillock.testkit;

import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginState;

/** What a host reports. */
final class Changes implements Consumer<InstalledPlugin> {

  private static final Set<PluginState> END = Set.of(PluginState.UNLOADED, PluginState.LEAKED);
  private static final long SECONDS = 60;

  private final LinkedBlockingQueue<InstalledPlugin> changes = new LinkedBlockingQueue<>();

  @Override
  public void accept(InstalledPlugin plugin) {
    changes.add(plugin);
  }

  /** Waits until the plugin with these bytes is unloaded or known to have leaked. */
  InstalledPlugin awaitEnd(String sha256) {
    try {
      while (true) {
        var change = changes.poll(SECONDS, TimeUnit.SECONDS);
        if (change == null) {
          throw new AssertionError("a plugin was not unloaded within " + SECONDS + " s");
        }
        if (change.sha256().equals(sha256) && END.contains(change.state())) {
          return change;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a plugin was unloaded", e);
    }
  }
}
