package org.hillock.testkit;

import java.util.Optional;
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
  private static final long SECONDS_OF_SEARCH = 5;

  private final LinkedBlockingQueue<InstalledPlugin> changes = new LinkedBlockingQueue<>();

  @Override
  public void accept(InstalledPlugin plugin) {
    changes.add(plugin);
  }

  /**
   * Waits until the plugin with these bytes is unloaded or known to have leaked. What holds a
   * leaked one is found out, and reported, after that.
   */
  InstalledPlugin awaitEnd(String sha256) {
    var end = await(sha256, SECONDS);
    if (end.isEmpty()) {
      throw new AssertionError("a plugin was not unloaded within " + SECONDS + " s");
    }
    return end.get().state() == PluginState.LEAKED
        ? await(sha256, SECONDS_OF_SEARCH).orElse(end.get())
        : end.get();
  }

  private Optional<InstalledPlugin> await(String sha256, long seconds) {
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (true) {
        var change = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (change == null) {
          return Optional.empty();
        }
        if (change.sha256().equals(sha256) && END.contains(change.state())) {
          return Optional.of(change);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a plugin was unloaded", e);
    }
  }
}
