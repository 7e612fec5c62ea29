package org.hillock.pluginhost;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import com.google.inject.Stage;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Plugin;
import org.hillock.engine.component.ComponentReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** From a jar to a constructed plugin: stage, verify, resolve, construct, read the components. */
final class PluginLoader {

  private final Osgi osgi;
  private final Path staging;
  private final Duration limit;
  private final BiConsumer<LoadedPlugin, PluginState> move;
  private final Consumer<LoadedPlugin> unload;

  /**
   * A loader.
   *
   * @param staging a directory for copies under verification
   * @param limit how long the plugin's entry class may take
   * @param move is told each state a plugin reaches
   * @param unload gets what was constructed in part
   */
  PluginLoader(
      Osgi osgi,
      Path staging,
      Duration limit,
      BiConsumer<LoadedPlugin, PluginState> move,
      Consumer<LoadedPlugin> unload) {
    this.osgi = osgi;
    this.staging = staging;
    this.limit = limit;
    this.move = move;
    this.unload = unload;
  }

  /** A private copy of a jar, so that what is verified is what is loaded. */
  record Staged(Path copy, String sha256, String name) implements AutoCloseable {

    @Override
    public void close() {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        throw new HillockException(ErrorCode.INTERNAL, "cannot delete " + copy, e);
      }
    }
  }

  Staged stage(Path jar, String name) {
    try (var in = new DigestInputStream(Files.newInputStream(jar), sha256())) {
      var copy = Files.createTempFile(staging, "plugin", ".jar");
      try (var out = Files.newOutputStream(copy)) {
        in.transferTo(out);
      }
      var hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return new Staged(copy, hash, name);
    } catch (IOException e) {
      throw new PluginException(name, List.of("the file cannot be read: " + e));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Loads a staged jar up to the state {@code RESOLVED}, with its components read.
   *
   * @param findings gets what is wrong
   * @throws PluginException with every error found
   */
  LoadedPlugin load(Staged staged, Findings findings) {
    var plugin = resolve(staged, findings);
    construct(plugin, findings);
    return plugin;
  }

  /**
   * Looks at a staged jar and resolves it; none of its classes is loaded.
   *
   * @throws PluginException with every error found
   */
  LoadedPlugin resolve(Staged staged, Findings findings) {
    JarCheck.check(staged.copy, findings);
    var bundle = bundle(staged, findings);
    try {
      var declaration = Declaration.read(bundle, osgi.offered(), findings);
      if (findings.hasErrors()) {
        throw findings.refusal(staged.name);
      }
      var plugin = new LoadedPlugin(declaration, staged.sha256, bundle);
      move.accept(plugin, PluginState.STAGED);
      move.accept(plugin, PluginState.VERIFIED);
      start(staged, bundle, findings);
      move.accept(plugin, PluginState.RESOLVED);
      return plugin;
    } catch (PluginException e) {
      discard(bundle);
      throw e;
    }
  }

  private Bundle bundle(Staged staged, Findings findings) {
    try {
      return osgi.install(staged.copy);
    } catch (BundleException | IOException e) {
      if (!findings.hasErrors()) {
        findings.error("", "it is not a bundle: " + e.getMessage(), "build it with the bnd plugin");
      }
      throw findings.refusal(staged.name);
    }
  }

  private static void start(Staged staged, Bundle bundle, Findings findings) {
    try {
      bundle.start(Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      findings.error("", "it does not resolve: " + e.getMessage(), "");
      throw findings.refusal(staged.name);
    }
  }

  private void discard(Bundle bundle) {
    try {
      osgi.remove(bundle);
    } catch (BundleException e) {
      throw new HillockException(ErrorCode.INTERNAL, "a refused plugin cannot be removed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Constructs a resolved plugin and reads its components.
   *
   * @throws PluginException with every error found; then it is unloaded
   */
  void construct(LoadedPlugin plugin, Findings findings) {
    var loader = plugin.loader();
    var entryName = plugin.declaration().entry();
    try {
      var entry =
          PluginThread.call(plugin.id(), loader, limit, () -> entry(loader.loadClass(entryName)));
      plugin.constructed(entry, List.of());
      var reading =
          PluginThread.call(
              plugin.id(), loader, limit, () -> ComponentReader.read(entry.components().types()));
      reading.problems().forEach(p -> findings.error("component " + p.path(), p.message(), ""));
      if (reading.components().isEmpty() && reading.problems().isEmpty()) {
        findings.error(entryName, "contributes no component", "name them in components()");
      }
      plugin.constructed(entry, reading.components());
    } catch (PluginThread.Failure e) {
      findings.error(entryName, "the entry class fails: " + e.getMessage(), "");
    }
    if (findings.hasErrors()) {
      unload.accept(plugin);
      throw findings.refusal(plugin.label());
    }
  }

  /** The entry object, by an injector of its own: a child injector would keep its classes. */
  private static Plugin entry(Class<?> type) throws Exception {
    if (!Plugin.class.isAssignableFrom(type)) {
      throw new PluginThread.Failure("it does not implement " + Plugin.class.getName());
    }
    var constructors = type.getConstructors();
    if (!Modifier.isPublic(type.getModifiers())
        || constructors.length != 1
        || constructors[0].getParameterCount() > 0) {
      throw new PluginThread.Failure(
          "it must be public, with one public constructor without arguments");
    }
    var entry = type.asSubclass(Plugin.class);
    try {
      return Guice.createInjector(
              Stage.PRODUCTION,
              binder -> {
                binder.requireExplicitBindings();
                binder.disableCircularProxies();
                binder.bind(entry).in(Scopes.SINGLETON);
              })
          .getInstance(entry);
    } catch (CreationException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
