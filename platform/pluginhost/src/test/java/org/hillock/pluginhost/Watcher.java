package org.hillock.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps every change that a host reports, and waits for one. */
final class Watcher implements Consumer<InstalledPlugin> {

  private static final long MILLIS = 30_000;

  private final List<InstalledPlugin> changes = new ArrayList<>();

  @Override
  public synchronized void accept(InstalledPlugin plugin) {
    changes.add(plugin);
    notifyAll();
  }

  synchronized List<PluginState> states(String sha256) {
    return changes.stream()
        .filter(p -> p.sha256().equals(sha256))
        .map(InstalledPlugin::state)
        .toList();
  }

  InstalledPlugin await(PluginState state) {
    return await(plugin -> plugin.state() == state);
  }

  InstalledPlugin await(Predicate<InstalledPlugin> wanted) {
    return await(wanted, 1).getFirst();
  }

  /** Waits until so many changes were of a kind. */
  synchronized List<InstalledPlugin> await(Predicate<InstalledPlugin> wanted, int count) {
    long end = System.nanoTime() + MILLIS * 1_000_000;
    while (true) {
      var found = changes.stream().filter(wanted).toList();
      if (found.size() >= count) {
        return found;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not seen within " + MILLIS + " ms; seen: " + changes);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
