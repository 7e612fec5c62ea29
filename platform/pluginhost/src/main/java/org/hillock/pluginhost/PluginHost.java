package org.hillock.pluginhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.reference.ReferenceBackend;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the plugins of this process. Beside their components every catalogue has those built into
 * the platform ({@link #builtIn()}). Safe for use by several threads; installs go one after
 * another.
 */
public final class PluginHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  private final Osgi osgi;
  private final Registry registry = new Registry(builtInClasses());
  private final Unloader unloader;
  private final PluginLoader loader;
  private final Consumer<InstalledPlugin> listener;
  private final Object installing = new Object();

  private PluginHost(Path cache, Duration limit, Consumer<InstalledPlugin> listener)
      throws IOException {
    this.listener = listener;
    var staging = Files.createDirectories(cache.resolve("staging"));
    this.osgi = Osgi.start(cache.resolve("framework"));
    this.unloader = new Unloader(osgi, staging, this::move);
    this.loader = new PluginLoader(osgi, staging, limit, this::move, unloader::unload);
  }

  /**
   * Starts without plugins.
   *
   * @param cache a directory of this process alone; what an earlier one left there is wiped
   */
  public static PluginHost open(Path cache) {
    return open(cache, plugin -> {});
  }

  /**
   * {@link #open(Path)} with less patience.
   *
   * @param limit how long a plugin's entry class may take to be constructed
   */
  public static PluginHost open(Path cache, Duration limit) {
    return open(cache, limit, plugin -> {});
  }

  /**
   * {@link #open(Path)} with someone who is told each change.
   *
   * @param listener is called after each change of a plugin's state, on the thread that made it;
   *     must be quick
   */
  public static PluginHost open(Path cache, Consumer<InstalledPlugin> listener) {
    return open(cache, USUAL_LIMIT, listener);
  }

  private static PluginHost open(Path cache, Duration limit, Consumer<InstalledPlugin> listener) {
    try {
      return new PluginHost(cache, limit, listener);
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.RESOURCE_EXHAUSTED, "the plugin cache " + cache + " cannot be written", e);
    }
  }

  /** The version of the SPI that plugins meet here. */
  public static String spiVersion() {
    return SpiPackages.version();
  }

  /** The components built into the platform, which come from no plugin. */
  public static List<ComponentType> builtIn() {
    return builtInClasses().stream().map(ComponentClass::type).toList();
  }

  private static List<ComponentClass> builtInClasses() {
    return ComponentReader.read(List.of(ReferenceBackend.class)).components();
  }

  /**
   * Installs a plugin: verifies it, resolves it, constructs it and puts it into service. If a
   * plugin of its id is active, new leases get the new one, and the old one is unloaded when its
   * last lease ends. The very bytes that are active already change nothing.
   *
   * @throws PluginException with every problem; what was active stays active
   */
  public InstalledPlugin install(Path jar) {
    return install(jar, String.valueOf(jar.getFileName()));
  }

  /**
   * {@link #install(Path)} of a jar that people know by another name.
   *
   * @param name for messages
   */
  public InstalledPlugin install(Path jar, String name) {
    return install(jar, name, Optional.empty());
  }

  /**
   * {@link #install(Path, String)} of these very bytes.
   *
   * @param sha256 what the jar must have, lower-case hexadecimal
   * @throws HillockException with {@code CORRUPT_FILE} if it has another; nothing of it is loaded
   */
  public InstalledPlugin install(Path jar, String name, String sha256) {
    return install(jar, name, Optional.of(sha256));
  }

  private InstalledPlugin install(Path jar, String name, Optional<String> sha256) {
    synchronized (installing) {
      try (var staged = loader.stage(jar, name)) {
        if (sha256.filter(expected -> !expected.equals(staged.sha256())).isPresent()) {
          throw new HillockException(
              ErrorCode.CORRUPT_FILE,
              "the jar of plugin %s is altered: its SHA-256 is %s, expected %s; install it again"
                  .formatted(name, staged.sha256(), sha256.get()));
        }
        var same = registry.active().stream().filter(p -> p.sha256().equals(staged.sha256()));
        var present = same.findFirst();
        return present.isPresent()
            ? present.get().snapshot()
            : activate(loader.load(staged, new Findings(f -> warn(name, f))));
      }
    }
  }

  private static void warn(String name, Finding finding) {
    if (!finding.isError()) {
      LOG.warn("plugin {}: {}", name, finding.text());
    }
  }

  /**
   * Finds everything wrong with a jar: looks at it, loads it, and unloads it again. What it does
   * then may block or end this process, so call it in one made for that; see {@code
   * org.hillock.pluginhost.verify}. The package {@code java.lang} must be open to this one.
   *
   * @param sink is told each finding as it is made
   * @return the plugin, if it could be loaded
   */
  public Optional<InstalledPlugin> verify(Path jar, Consumer<Finding> sink) {
    synchronized (installing) {
      try (var staged = loader.stage(jar, String.valueOf(jar.getFileName()))) {
        return new Trial(loader, unloader, new Findings(sink)).of(staged);
      }
    }
  }

  private InstalledPlugin activate(LoadedPlugin plugin) {
    var clashes = registry.clashes(plugin);
    if (!clashes.isEmpty()) {
      unloader.unload(plugin);
      throw new PluginException(plugin.label(), clashes);
    }
    var replaced = registry.activate(plugin);
    LOG.info("plugin {} is active, SHA-256 {}", plugin.label(), plugin.sha256());
    listener.accept(plugin.snapshot());
    replaced.ifPresent(this::drain);
    return plugin.snapshot();
  }

  /**
   * Takes a plugin out of service; it is unloaded when its last lease ends.
   *
   * @throws HillockException with {@code NOT_FOUND} if no plugin of this id is active
   */
  public void uninstall(String id) {
    synchronized (installing) {
      var plugin = registry.deactivate(id);
      drain(
          plugin.orElseThrow(
              () ->
                  new HillockException(
                      ErrorCode.NOT_FOUND, "no plugin '" + id + "' is installed")));
    }
  }

  private void drain(LoadedPlugin plugin) {
    LOG.info("plugin {} drains", plugin.label());
    listener.accept(plugin.snapshot());
    if (plugin.announced()) {
      unloader.unload(plugin);
    }
  }

  /** The active plugins by id, then those that drain, have leaked, or were unloaded lately. */
  public List<InstalledPlugin> plugins() {
    return registry.snapshots();
  }

  /** Pins the present version of every active plugin. Close it. */
  public Lease lease() {
    var pinned = registry.pin();
    return new Lease(
        pinned,
        registry.catalogue(pinned),
        plugins -> registry.unpin(plugins).forEach(unloader::unload));
  }

  /** The components of the active plugins at each moment; for listing. Pins nothing. */
  public Catalogue catalogue() {
    return new Catalogue() {
      @Override
      public Optional<ComponentClass> find(Kind kind, String id) {
        return registry.catalogue(registry.active()).find(kind, id);
      }

      @Override
      public List<ComponentType> all() {
        return registry.catalogue(registry.active()).all();
      }
    };
  }

  private void move(LoadedPlugin plugin, PluginState state) {
    plugin.moveTo(state);
    if (state == PluginState.LEAKED || state == PluginState.UNLOADED) {
      registry.gone(plugin);
    }
    listener.accept(plugin.snapshot());
  }

  /** Closes every plugin, leased or not, and the framework. */
  @Override
  public void close() {
    synchronized (installing) {
      unloader.close();
      registry.active().forEach(plugin -> registry.deactivate(plugin.id()));
      for (var plugin : registry.retired()) {
        plugin.release().ifPresent(contents -> close(plugin, contents));
      }
      osgi.close();
    }
  }

  private static void close(LoadedPlugin plugin, LoadedPlugin.Contents contents) {
    var wiring = contents.bundle().adapt(BundleWiring.class);
    Unloader.closeEntry(plugin, contents, wiring.getClassLoader());
  }
}
