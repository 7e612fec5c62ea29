package org.hillock.lab;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.store.PluginTable;
import org.hillock.lab.store.Store;
import org.hillock.pluginhost.PluginState;

/** What people see of the plugins: those in service, those that were, and those that are kept. */
record PluginList(PluginFiles files, Store store, PluginSet set) {

  /** All, by id, newest version first. */
  List<PluginRecord> list() {
    var entries =
        store.plugins().all().stream()
            .collect(Collectors.toMap(PluginTable.Entry::sha256, Function.identity()));
    var standings = set.all();
    var known = standings.stream().map(standing -> standing.plugin().sha256()).toList();
    var listed =
        standings.stream()
            .filter(standing -> entries.containsKey(standing.plugin().sha256()))
            .map(standing -> describe(standing, entries.get(standing.plugin().sha256())));
    var kept =
        entries.values().stream()
            .filter(entry -> isKept(entry) && !known.contains(entry.sha256()))
            .map(this::describe);
    return Stream.concat(listed, kept)
        .sorted(
            Comparator.comparing(PluginRecord::id)
                .thenComparing(PluginRecord::version, new VersionOrder().reversed()))
        .toList();
  }

  private PluginRecord describe(PluginSet.Standing standing, PluginTable.Entry entry) {
    var plugin = standing.plugin();
    return new PluginRecord(
        plugin.id(),
        plugin.version(),
        plugin.sha256(),
        state(standing.state(), plugin.sha256()).name(),
        plugin.paper(),
        plugin.components().stream().map(c -> c.kind().text() + "/" + c.id()).toList(),
        standing.problems(),
        entry.installed(),
        entry.origin(),
        store.runs().users(plugin.sha256()));
  }

  /** Whatever became of it where it was inspected, its runs have it in processes of their own. */
  private PluginState state(PluginState inspected, String sha256) {
    boolean out = inspected == PluginState.STOPPED || inspected == PluginState.UNLOADED;
    return out && store.runs().users(sha256) > 0 ? PluginState.DRAINING : inspected;
  }

  /** Of a version that was out of service when this lab was opened. */
  private PluginRecord describe(PluginTable.Entry kept) {
    var plugin =
        files
            .describe(kept.sha256())
            .orElse(new PluginDescriptor(kept.id(), kept.version(), kept.sha256(), "", List.of()));
    return describe(new PluginSet.Standing(plugin, PluginState.UNLOADED, List.of()), kept);
  }

  /** One plugin in one version. */
  PluginRecord get(String id, String version) {
    var all = list();
    // The same version may be listed again from an earlier installation.
    return all.stream()
        .filter(plugin -> plugin.id().equals(id) && plugin.version().equals(version))
        .min(Comparator.comparing(plugin -> !plugin.state().equals(PluginState.ACTIVE.name())))
        .orElseThrow(
            () ->
                LabException.notFound(
                    "plugins/" + id + "@" + version, "list the plugins to see all"));
  }

  /** Whether it is out of service, and could be put back. */
  boolean isKept(PluginTable.Entry entry) {
    return !entry.active() && files.has(entry.sha256());
  }
}
