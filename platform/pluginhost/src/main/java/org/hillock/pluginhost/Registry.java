package org.hillock.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.ComponentType;

/** Which plugins serve, which are on their way out. Its lock is never held while a plugin runs. */
final class Registry {

  /** How many unloaded versions stay listed. */
  private static final int REMEMBERED = 32;

  private final List<ComponentClass> builtIn;
  private final Map<String, LoadedPlugin> active = new TreeMap<>();
  private final List<LoadedPlugin> retired = new ArrayList<>();

  Registry(List<ComponentClass> builtIn) {
    this.builtIn = List.copyOf(builtIn);
  }

  synchronized List<LoadedPlugin> active() {
    return List.copyOf(active.values());
  }

  synchronized List<LoadedPlugin> retired() {
    return List.copyOf(retired);
  }

  /** Why a plugin's components cannot join those of the other plugins. */
  synchronized List<String> clashes(LoadedPlugin candidate) {
    var clashes = new ArrayList<String>();
    for (var component : candidate.components()) {
      builtIn.stream()
          .map(ComponentClass::type)
          .filter(other -> ComponentReader.clash(component, other))
          .forEach(other -> clashes.add(clash(component, other, "the platform")));
      for (var plugin : active.values()) {
        if (!plugin.id().equals(candidate.id())) {
          plugin.components().stream()
              .filter(other -> ComponentReader.clash(component, other))
              .map(other -> clash(component, other, "the plugin " + plugin.label()))
              .forEach(clashes::add);
        }
      }
    }
    return clashes;
  }

  private static String clash(ComponentType component, ComponentType other, String owner) {
    return "its " + component + " has a name that the " + other + " of " + owner + " has too";
  }

  /** Puts a plugin into service; the version it replaces drains. */
  synchronized Optional<LoadedPlugin> activate(LoadedPlugin plugin) {
    plugin.moveTo(PluginState.ACTIVE);
    return retire(Optional.ofNullable(active.put(plugin.id(), plugin)));
  }

  /** Takes a plugin out of service; it drains. */
  synchronized Optional<LoadedPlugin> deactivate(String id) {
    return retire(Optional.ofNullable(active.remove(id)));
  }

  private Optional<LoadedPlugin> retire(Optional<LoadedPlugin> plugin) {
    plugin.ifPresent(
        old -> {
          old.moveTo(PluginState.DRAINING);
          retired.add(old);
        });
    return plugin;
  }

  /** A leaked plugin is listed, be it one that was never in service; old unloaded ones are not. */
  synchronized void gone(LoadedPlugin plugin) {
    if (plugin.state() == PluginState.LEAKED && !retired.contains(plugin)) {
      retired.add(plugin);
    }
    long unloaded = retired.stream().filter(Registry::unloaded).count();
    for (var it = retired.iterator(); unloaded > REMEMBERED; ) {
      if (unloaded(it.next())) {
        it.remove();
        unloaded--;
      }
    }
  }

  private static boolean unloaded(LoadedPlugin plugin) {
    return plugin.state() == PluginState.UNLOADED;
  }

  /** Pins the active plugins. */
  synchronized List<LoadedPlugin> pin() {
    active.values().forEach(LoadedPlugin::pin);
    return List.copyOf(active.values());
  }

  /** Ends pins; what must be unloaded now. */
  synchronized List<LoadedPlugin> unpin(List<LoadedPlugin> pinned) {
    return pinned.stream().filter(LoadedPlugin::unpin).toList();
  }

  synchronized List<InstalledPlugin> snapshots() {
    return Stream.concat(active.values().stream(), retired.stream())
        .map(LoadedPlugin::snapshot)
        .toList();
  }

  /** The built-in components and those of some plugins. */
  Catalogue catalogue(List<LoadedPlugin> plugins) {
    return Catalogue.of(
        Stream.concat(builtIn.stream(), plugins.stream().flatMap(p -> p.classes().stream()))
            .toList());
  }
}
