package org.hillock.pluginhost;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;

/** Loads a plugin, sees what that starts, and unloads it again. */
record Trial(PluginLoader loader, Unloader unloader, Findings findings) {

  private static final String ADVICE =
      "start it where a component needs it, and end in close() what was started";

  /** The plugin, if it could be loaded. */
  Optional<InstalledPlugin> of(PluginLoader.Staged staged) {
    LoadedPlugin plugin;
    try {
      plugin = loader.resolve(staged, findings);
    } catch (PluginException _) {
      ComponentCheck.check(staged.copy(), findings);
      return Optional.empty();
    }
    var classes = new WeakReference<>(plugin.loader());
    try {
      loader.construct(plugin, findings);
    } catch (PluginException _) {
      return Optional.empty();
    }
    var loaded = plugin.snapshot();
    var started = Leftovers.of(classes);
    unload(plugin);
    report(plugin, started, Leftovers.of(classes));
    return Optional.of(loaded);
  }

  private void unload(LoadedPlugin plugin) {
    unloader.unload(plugin);
    try {
      plugin.awaitEnd();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(LoadedPlugin plugin, Leftovers started, Leftovers left) {
    var entry = plugin.declaration().entry();
    report(entry, "starts the thread '%s'", started.threads(), left.threads());
    report(entry, "registers the shutdown hook '%s'", started.hooks(), left.hooks());
    plugin.problems().forEach(problem -> findings.error(entry, problem, ""));
    boolean explained = !left.threads().isEmpty() || !left.hooks().isEmpty();
    if (!explained && !plugin.leaks().isEmpty()) {
      findings.error(entry, String.join("; ", plugin.leaks()), "");
    }
  }

  private void report(String entry, String what, List<String> started, List<String> left) {
    for (var name : started) {
      var message = what.formatted(name) + " while it is loaded";
      if (left.contains(name)) {
        findings.error(entry, message + " and leaves it after close()", ADVICE);
      } else {
        findings.warning(entry, message, ADVICE);
      }
    }
  }
}
