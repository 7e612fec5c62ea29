package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.store.PluginTable;
import org.hillock.lab.store.Store;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginHost;
import org.hillock.pluginhost.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars in the home, who installed them, and the plugin host that has them active. */
final class PluginStore {

  private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);

  private final Home home;
  private final Store store;
  private final PluginHost host;
  private final Clock clock;

  /** Written to while plugins change, read while a run is being pinned to them. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  PluginStore(Home home, Store store, PluginHost host, Clock clock) {
    this.home = home;
    this.store = store;
    this.host = host;
    this.clock = clock;
  }

  /** Activates what was installed, and what is shipped where nothing else was installed. */
  void restore(Optional<Path> shippedFolder) {
    try {
      Files.createDirectories(home.plugins());
      for (var jar : shippedFolder.isPresent() ? jars(shippedFolder.get()) : List.<Path>of()) {
        restoreShipped(jar);
      }
      var done = sha256sOf(host.plugins());
      for (var entry : store.plugins().all()) {
        if (entry.active() && !done.contains(entry.sha256())) {
          restoreInstalled(entry);
        }
      }
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED, "the shipped plugins cannot be copied to the home", e);
    }
    dropUnused();
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static List<String> sha256sOf(List<InstalledPlugin> plugins) {
    return plugins.stream().map(InstalledPlugin::sha256).toList();
  }

  private void restoreShipped(Path jar) throws IOException {
    var sha256 = RunFolder.sha256(jar);
    var kept = home.jar(sha256);
    if (!Files.exists(kept)) {
      var part = home.plugins().resolve(sha256 + ".part");
      Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    var plugin = host.install(kept);
    var present = entry(e -> e.id().equals(plugin.id()) && e.active());
    if (present.filter(e -> !e.origin().equals(PluginTable.SHIPPED)).isPresent()) {
      // Somebody installed another version on purpose: it replaces this one in a moment.
      return;
    }
    if (present.filter(e -> e.sha256().equals(sha256)).isEmpty()) {
      store.plugins().activate(entry(plugin, PluginTable.SHIPPED, clock.instant()));
    }
  }

  private void restoreInstalled(PluginTable.Entry entry) {
    if (entry.origin().equals(PluginTable.SHIPPED)) {
      // No longer shipped.
      store.plugins().deactivate(entry.id());
      return;
    }
    try {
      host.install(home.jar(entry.sha256()));
    } catch (HillockException e) {
      LOG.error("plugin {} {} cannot be restored", entry.id(), entry.version(), e);
    }
  }

  private static PluginTable.Entry entry(InstalledPlugin plugin, String origin, Instant time) {
    return new PluginTable.Entry(
        plugin.sha256(), plugin.id(), plugin.version(), origin, time, true);
  }

  private Optional<PluginTable.Entry> entry(Predicate<PluginTable.Entry> which) {
    return store.plugins().all().stream().filter(which).findFirst();
  }

  /** Does something during which no plugin comes or goes. */
  <T> T whilePinned(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T changing(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** All, by id, newest version first. */
  List<PluginRecord> list() {
    var entries =
        store.plugins().all().stream()
            .collect(Collectors.toMap(PluginTable.Entry::sha256, Function.identity()));
    var known = host.plugins();
    var loaded = sha256sOf(known);
    var listed =
        known.stream()
            .filter(plugin -> entries.containsKey(plugin.sha256()))
            .map(plugin -> describe(plugin, entries.get(plugin.sha256())));
    var kept =
        entries.values().stream()
            .filter(entry -> isKept(entry) && !loaded.contains(entry.sha256()))
            .map(this::describe);
    return Stream.concat(listed, kept)
        .sorted(
            Comparator.comparing(PluginRecord::id)
                .thenComparing(PluginRecord::version, new VersionOrder().reversed()))
        .toList();
  }

  private PluginRecord describe(InstalledPlugin plugin, PluginTable.Entry entry) {
    return new PluginRecord(
        plugin.id(),
        plugin.version(),
        plugin.sha256(),
        plugin.state().name(),
        plugin.paper(),
        plugin.components().stream().map(c -> c.kind().text() + "/" + c.id()).toList(),
        plugin.problems(),
        entry.installed(),
        entry.origin(),
        store.runs().users(plugin.sha256()));
  }

  /** Of a version that was out of service when this lab was opened. */
  private PluginRecord describe(PluginTable.Entry kept) {
    return new PluginRecord(
        kept.id(),
        kept.version(),
        kept.sha256(),
        PluginState.UNLOADED.name(),
        "",
        List.of(),
        List.of(),
        kept.installed(),
        kept.origin(),
        store.runs().users(kept.sha256()));
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

  /**
   * Verifies a jar and makes it active. Nothing is kept of one that fails.
   *
   * @param part moved away if it is kept
   * @param fileName for messages
   * @param origin who installs it
   */
  PluginRecord install(Path part, String fileName, String sha256, String origin) {
    if (origin.equals(PluginTable.SHIPPED)) {
      throw LabException.argument("only plugins that come with Hillock have the origin 'shipped'");
    }
    return changing(() -> activate(part, fileName, sha256, origin));
  }

  private PluginRecord activate(Path part, String fileName, String sha256, String origin) {
    var before = host.plugins().stream().filter(p -> p.state() == PluginState.ACTIVE).toList();
    var same = before.stream().filter(p -> p.sha256().equals(sha256)).findFirst();
    if (same.isPresent()) {
      return get(same.get().id(), same.get().version());
    }
    var kept = home.jar(sha256);
    boolean wasKept = Files.exists(kept);
    try {
      if (!wasKept) {
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      }
      var plugin = host.install(kept, fileName);
      requireNewVersion(plugin, before);
      store.plugins().activate(entry(plugin, origin, clock.instant()));
      dropUnused();
      return get(plugin.id(), plugin.version());
    } catch (IOException e) {
      throw new LabException(ErrorCode.INTERNAL, "the jar cannot be kept: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (!wasKept) {
        drop(sha256);
      }
      throw e;
    }
  }

  /** Known only once it is installed; then what was there before is put back. */
  private void requireNewVersion(InstalledPlugin plugin, List<InstalledPlugin> before) {
    var clash = before.stream().filter(p -> p.label().equals(plugin.label())).findFirst();
    if (clash.isPresent()) {
      host.install(home.jar(clash.get().sha256()));
      throw new LabException(
          ErrorCode.ALREADY_EXISTS,
          "plugin %s is installed with other content; give the new one another version"
              .formatted(plugin.label()),
          Map.of("resource", "plugins/" + plugin.id() + "@" + plugin.version()));
    }
  }

  /**
   * A kept version that is out of service.
   *
   * @param version empty for the one that was in service last
   * @throws LabException {@code NOT_FOUND} if there is none
   */
  PluginTable.Entry earlier(String id, Optional<String> version) {
    var kept = store.plugins().all().stream().filter(e -> e.id().equals(id) && isKept(e)).toList();
    return kept.stream()
        .filter(e -> version.isEmpty() || version.get().equals(e.version()))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    ErrorCode.NOT_FOUND,
                    "plugin '%s' has no earlier version%s to go back to; kept are: %s"
                        .formatted(
                            id,
                            version.map(v -> " " + v).orElse(""),
                            kept.isEmpty()
                                ? "none"
                                : kept.stream()
                                    .map(PluginTable.Entry::version)
                                    .collect(Collectors.joining(", "))),
                    Map.of("resource", "plugins/" + id)));
  }

  private boolean isKept(PluginTable.Entry entry) {
    return !entry.active() && Files.exists(home.jar(entry.sha256()));
  }

  /** Puts such a version back into service. */
  PluginRecord putBack(PluginTable.Entry earlier) {
    var name = earlier.id() + " " + earlier.version();
    return changing(
        () -> activate(home.jar(earlier.sha256()), name, earlier.sha256(), earlier.origin()));
  }

  /** Takes a plugin out; new runs no longer get it. */
  PluginRecord uninstall(String id, String version) {
    return changing(
        () -> {
          var plugin = get(id, version);
          if (plugin.state().equals(PluginState.ACTIVE.name())) {
            host.uninstall(id);
            store.plugins().deactivate(id);
            dropUnused();
          }
          return get(id, version);
        });
  }

  /**
   * Removes the jars that are neither active, nor were so before the active one, nor are pinned.
   */
  void dropUnused() {
    changing(
        () -> {
          var entries = store.plugins().all();
          var previous = new HashSet<String>();
          entries.stream().filter(e -> e.active()).forEach(e -> previous.add(e.id()));
          for (var entry : entries) {
            boolean used = entry.active() || previous.remove(entry.id());
            if (!used && !store.runs().isPinned(entry.sha256())) {
              drop(entry.sha256());
            }
          }
          return Optional.empty();
        });
  }

  private void drop(String sha256) {
    try {
      Files.deleteIfExists(home.jar(sha256));
    } catch (IOException e) {
      LOG.warn("the unused jar {} cannot be removed", sha256, e);
    }
  }
}
