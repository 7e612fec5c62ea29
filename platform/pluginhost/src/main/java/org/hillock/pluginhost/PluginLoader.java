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
import java.util.ArrayList;
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
import org.osgi.framework.wiring.BundleWiring;

/** From a jar to a constructed plugin: stage, verify, resolve, construct, read the components. */
final class PluginLoader {

  private final Osgi osgi;
  private final Path staging;
  private final BiConsumer<LoadedPlugin, PluginState> move;
  private final Consumer<LoadedPlugin> unload;

  /**
   * A loader.
   *
   * @param staging a directory for copies under verification
   * @param move is told each state a plugin reaches
   * @param unload gets what was constructed in part
   */
  PluginLoader(
      Osgi osgi,
      Path staging,
      BiConsumer<LoadedPlugin, PluginState> move,
      Consumer<LoadedPlugin> unload) {
    this.osgi = osgi;
    this.staging = staging;
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
   * @throws PluginException with every problem found
   */
  LoadedPlugin load(Staged staged) {
    var problems = new ArrayList<>(JarCheck.problems(staged.copy));
    var bundle = bundle(staged, problems);
    LoadedPlugin plugin;
    try {
      var declaration = Declaration.read(bundle, osgi.offered(), problems);
      if (!problems.isEmpty()) {
        throw new PluginException(staged.name, problems);
      }
      plugin = new LoadedPlugin(declaration, staged.sha256, bundle);
      move.accept(plugin, PluginState.STAGED);
      move.accept(plugin, PluginState.VERIFIED);
      resolve(staged, bundle);
    } catch (PluginException e) {
      discard(bundle);
      throw e;
    }
    move.accept(plugin, PluginState.RESOLVED);
    construct(plugin, bundle, problems);
    if (!problems.isEmpty()) {
      unload.accept(plugin);
      throw new PluginException(plugin.label(), problems);
    }
    return plugin;
  }

  private Bundle bundle(Staged staged, List<String> problems) {
    try {
      return osgi.install(staged.copy);
    } catch (BundleException | IOException e) {
      if (problems.isEmpty()) {
        problems.add("it is not a bundle: " + e.getMessage());
      }
      throw new PluginException(staged.name, problems);
    }
  }

  private static void resolve(Staged staged, Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      throw new PluginException(staged.name, List.of("it does not resolve: " + e.getMessage()));
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

  private static void construct(LoadedPlugin plugin, Bundle bundle, List<String> problems) {
    var loader = bundle.adapt(BundleWiring.class).getClassLoader();
    var entryName = plugin.declaration().entry();
    try {
      var entry = PluginThread.call(plugin.id(), loader, () -> entry(bundle.loadClass(entryName)));
      plugin.constructed(entry, List.of());
      var reading =
          PluginThread.call(
              plugin.id(), loader, () -> ComponentReader.read(entry.components().types()));
      reading.problems().forEach(problem -> problems.add("component " + problem));
      if (reading.components().isEmpty() && reading.problems().isEmpty()) {
        problems.add("it contributes no component");
      }
      plugin.constructed(entry, reading.components());
    } catch (PluginThread.Failure e) {
      problems.add("its entry class " + entryName + " fails: " + e.getMessage());
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
