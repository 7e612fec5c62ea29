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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.OfferedComponent;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.store.PluginTable;
import org.hillock.lab.store.Store;
import org.hillock.lab.worker.Inspector;
import org.hillock.pluginhost.PluginHost;
import org.hillock.pluginhost.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that are installed, who installed them, and the inspector that has them in service.
 */
final class PluginStore {

  private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);

  private final PluginFiles files;
  private final Store store;
  private final PluginSet set;
  private final PluginList list;
  private final Inspector inspector;
  private final Clock clock;

  /** Written to while plugins change, read while a run is being pinned to them. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  PluginStore(PluginFiles files, Store store, PluginSet set, Inspector inspector, Clock clock) {
    this.files = files;
    this.store = store;
    this.set = set;
    this.list = new PluginList(files, store, set);
    this.inspector = inspector;
    this.clock = clock;
  }

  /** Activates what was installed, and what is shipped where nothing else was installed. */
  void restore(Optional<Path> shippedFolder) {
    try {
      Files.createDirectories(files.home().plugins());
      files.removeParts();
      for (var jar : shippedFolder.isPresent() ? jars(shippedFolder.get()) : List.<Path>of()) {
        restoreShipped(jar);
      }
      var done = set.active().stream().map(PluginDescriptor::sha256).toList();
      for (var entry : store.plugins().all()) {
        if (entry.active() && !done.contains(entry.sha256())) {
          restoreInstalled(entry);
        }
      }
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "the plugins in the home cannot be brought up to date: " + e.getMessage(),
          e);
    }
    dropUnused();
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void restoreShipped(Path jar) throws IOException {
    var sha256 = RunFolder.sha256(jar);
    if (!files.has(sha256)) {
      var part = files.part();
      Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
      files.keep(part, sha256);
    }
    files.adopt(jar.resolveSibling(sha256 + ".json"), sha256);
    var plugin = restore(sha256, String.valueOf(jar.getFileName()));
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
      restore(entry.sha256(), entry.id() + " " + entry.version());
    } catch (HillockException e) {
      LOG.error("plugin {} {} cannot be restored", entry.id(), entry.version(), e);
    }
  }

  /** Puts a kept jar into service; it is loaded only if what it offers is not known. */
  private PluginDescriptor restore(String sha256, String name) {
    var known = files.describe(sha256);
    known.ifPresent(inspector::restore);
    var plugin = known.orElseGet(() -> inspected(sha256, name));
    set.activate(plugin);
    return plugin;
  }

  private PluginDescriptor inspected(String sha256, String name) {
    var plugin = inspector.install(sha256, name);
    files.describe(plugin);
    return plugin;
  }

  private static PluginTable.Entry entry(PluginDescriptor plugin, String origin, Instant time) {
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

  /** The components that new runs get: the platform's own, then each plugin's. */
  List<OfferedComponent> components() {
    var own = PluginHost.builtIn().stream().map(t -> new OfferedComponent(t, Optional.empty()));
    var others =
        set.active().stream()
            .flatMap(
                p -> p.components().stream().map(t -> new OfferedComponent(t, Optional.of(p))));
    return Stream.concat(own, others)
        .sorted(
            Comparator.comparing((OfferedComponent c) -> c.type().kind())
                .thenComparing(c -> c.type().id()))
        .toList();
  }

  /** All, by id, newest version first. */
  List<PluginRecord> list() {
    return list.list();
  }

  /** One plugin in one version. */
  PluginRecord get(String id, String version) {
    return list.get(id, version);
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
    var before = set.active();
    var same = before.stream().filter(p -> p.sha256().equals(sha256)).findFirst();
    if (same.isPresent()) {
      return get(same.get().id(), same.get().version());
    }
    boolean wasKept = files.has(sha256);
    PluginDescriptor plugin;
    try {
      if (!wasKept) {
        files.keep(part, sha256);
      }
      plugin = serve(inspector.install(sha256, fileName), origin, before);
    } catch (IOException e) {
      throw new LabException(ErrorCode.INTERNAL, "the jar cannot be kept: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (!wasKept) {
        files.drop(sha256);
      }
      throw e;
    }
    dropUnused();
    return get(plugin.id(), plugin.version());
  }

  /** Gives new runs what the inspector has taken; if that fails, it goes back to what was there. */
  private PluginDescriptor serve(
      PluginDescriptor plugin, String origin, List<PluginDescriptor> before) {
    try {
      requireNewVersion(plugin, before);
      files.describe(plugin);
      store.plugins().activate(entry(plugin, origin, clock.instant()));
      set.activate(plugin);
      return plugin;
    } catch (RuntimeException e) {
      var old = before.stream().filter(p -> p.id().equals(plugin.id())).findFirst();
      if (old.filter(p -> isBack(p, e)).isEmpty()) {
        inspector.uninstall(plugin.id());
      }
      throw e;
    }
  }

  private boolean isBack(PluginDescriptor old, RuntimeException cause) {
    try {
      inspector.install(old.sha256(), old.label());
      return true;
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      set.lost(old.sha256(), "it could not be put back: " + e.getMessage());
      return false;
    }
  }

  /** The version is known only once it is installed. */
  private static void requireNewVersion(PluginDescriptor plugin, List<PluginDescriptor> before) {
    if (before.stream().anyMatch(p -> p.label().equals(plugin.label()))) {
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
    var kept =
        store.plugins().all().stream().filter(e -> e.id().equals(id) && list.isKept(e)).toList();
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

  /** Puts such a version back into service. */
  PluginRecord putBack(PluginTable.Entry earlier) {
    var name = earlier.id() + " " + earlier.version();
    return changing(
        () ->
            activate(files.home().jar(earlier.sha256()), name, earlier.sha256(), earlier.origin()));
  }

  /** Takes a plugin out; new runs no longer get it. */
  PluginRecord uninstall(String id, String version) {
    return changing(
        () -> {
          var plugin = get(id, version);
          if (plugin.state().equals(PluginState.ACTIVE.name())) {
            store.plugins().deactivate(id);
            set.deactivate(id);
            inspector.uninstall(id);
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
              files.drop(entry.sha256());
            }
          }
          return Optional.empty();
        });
  }
}
