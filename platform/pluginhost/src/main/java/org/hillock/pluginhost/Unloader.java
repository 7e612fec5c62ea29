package org.hillock.pluginhost;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes and uninstalls plugins that are no longer used, and watches until their class loaders are
 * collected. One daemon thread; nobody waits for it.
 */
final class Unloader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Unloader.class);

  /** Collections asked for before a loader counts as leaked; 2 to 8 are usual. */
  private static final int ROUNDS = 40;

  private static final long ROUND_MILLIS = 25;
  private static final Duration CLOSE = Duration.ofSeconds(60);
  private static final long LEAK_MILLIS = 5_000;

  private static final class Watch {
    final LoadedPlugin plugin;
    final HeldBy.Tag loader;
    int rounds;

    Watch(LoadedPlugin plugin, HeldBy.Tag loader) {
      this.plugin = plugin;
      this.loader = loader;
    }
  }

  private final Osgi osgi;
  private final Path folder;
  private final BiConsumer<LoadedPlugin, PluginState> move;
  private final LinkedBlockingQueue<LoadedPlugin> queue = new LinkedBlockingQueue<>();
  private final List<Watch> watches = new ArrayList<>();
  private final Thread thread;
  private long watched;

  /**
   * Begins to wait for plugins to unload.
   *
   * @param folder of this process alone, for a heap dump while a leak is looked into
   * @param move is told each state a plugin reaches; a leaked one's twice, first without the chain
   *     of references that holds it
   */
  Unloader(Osgi osgi, Path folder, BiConsumer<LoadedPlugin, PluginState> move) {
    this.osgi = osgi;
    this.folder = folder;
    this.move = move;
    this.thread = Thread.ofPlatform().daemon().name("plugin-unloader").start(this::run);
  }

  /** Unloads a plugin soon. */
  void unload(LoadedPlugin plugin) {
    queue.add(plugin);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var plugin = next();
        if (plugin.isPresent()) {
          stop(plugin.get());
        }
        check();
      }
    } catch (InterruptedException e) {
      LOG.debug("stops");
    }
  }

  private Optional<LoadedPlugin> next() throws InterruptedException {
    if (watches.isEmpty()) {
      return Optional.of(queue.take());
    }
    boolean fresh = watches.stream().anyMatch(watch -> watch.rounds < ROUNDS);
    var millis = fresh ? ROUND_MILLIS : LEAK_MILLIS;
    return Optional.ofNullable(queue.poll(millis, TimeUnit.MILLISECONDS));
  }

  private void stop(LoadedPlugin plugin) throws InterruptedException {
    var released = plugin.release();
    if (released.isEmpty()) {
      return;
    }
    var contents = released.get();
    var loader = contents.bundle().adapt(BundleWiring.class).getClassLoader();
    var watch = new Watch(plugin, new HeldBy.Tag(loader, ++watched));
    closeEntry(plugin, contents, loader);
    try {
      osgi.remove(contents.bundle());
    } catch (BundleException | IllegalStateException e) {
      plugin.problem("it cannot be uninstalled: " + e.getMessage());
    }
    move.accept(plugin, PluginState.STOPPED);
    watches.add(watch);
  }

  static void closeEntry(LoadedPlugin plugin, LoadedPlugin.Contents contents, ClassLoader loader) {
    if (contents.entry().isEmpty()) {
      return;
    }
    var entry = contents.entry().get();
    try {
      PluginThread.call(
          plugin.id(),
          loader,
          CLOSE,
          () -> {
            entry.close();
            return plugin;
          });
    } catch (PluginThread.Failure e) {
      plugin.problem("its close() fails: " + e.getMessage());
      LOG.warn("plugin {}: close() fails: {}", plugin.label(), e.getMessage());
    }
  }

  private void check() {
    if (watches.stream().anyMatch(watch -> watch.rounds < ROUNDS)) {
      System.gc();
    }
    for (var watch : List.copyOf(watches)) {
      if (watch.loader.refersTo(null)) {
        watches.remove(watch);
        LOG.info("plugin {} is unloaded, its class loader collected", watch.plugin.label());
        move.accept(watch.plugin, PluginState.UNLOADED);
        watch.plugin.settle();
      } else if (watch.rounds < ROUNDS && ++watch.rounds == ROUNDS) {
        leaked(watch);
      }
    }
  }

  private void leaked(Watch watch) {
    var threads = Leftovers.threads(watch.loader);
    var problem =
        threads.isEmpty()
            ? "something still holds its class loader"
            : "its class loader is held by threads it left behind: " + String.join(", ", threads);
    watch.plugin.leak(problem);
    LOG.warn("plugin {} has leaked: {}", watch.plugin.label(), problem);
    // Said once, with the chain: who hears it may end this process.
    var chain = chain(watch);
    watch.plugin.leak(chain);
    LOG.warn("plugin {} has leaked: {}", watch.plugin.label(), chain);
    move.accept(watch.plugin, PluginState.LEAKED);
    watch.plugin.settle();
  }

  /** A search that fails must not end the unloading of other plugins. */
  private String chain(Watch watch) {
    try {
      return HeldBy.chain(watch.loader, folder);
    } catch (IOException | RuntimeException e) {
      return "what holds it cannot be found: " + e;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
