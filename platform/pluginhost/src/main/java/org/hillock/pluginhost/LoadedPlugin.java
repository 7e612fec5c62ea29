package org.hillock.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.Plugin;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentType;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * One version of a plugin in the framework. Everything that pins its classes is in its contents.
 */
final class LoadedPlugin {

  /** What pins the plugin's classes; entry and components come when it is constructed. */
  record Contents(Bundle bundle, Optional<Plugin> entry, List<ComponentClass> components) {}

  private final Declaration declaration;
  private final String sha256;
  private final List<String> problems = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();
  private List<ComponentType> components = List.of();
  private PluginState state = PluginState.STAGED;
  private Optional<Contents> contents;
  private int leases;
  private boolean announced;
  private boolean settled;

  LoadedPlugin(Declaration declaration, String sha256, Bundle bundle) {
    this.declaration = declaration;
    this.sha256 = sha256;
    this.contents = Optional.of(new Contents(bundle, Optional.empty(), List.of()));
  }

  Declaration declaration() {
    return declaration;
  }

  String id() {
    return declaration.id();
  }

  String label() {
    return declaration.id() + " " + declaration.version();
  }

  String sha256() {
    return sha256;
  }

  synchronized PluginState state() {
    return state;
  }

  synchronized void moveTo(PluginState next) {
    state = next;
  }

  /** Says that all is known of its end. */
  synchronized void settle() {
    settled = true;
    notifyAll();
  }

  /** Waits until it is unloaded, or what is known of its leak is told. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!settled) {
      wait();
    }
  }

  /** The class loader of one that is resolved and not released. */
  synchronized ClassLoader loader() {
    return contents.orElseThrow().bundle().adapt(BundleWiring.class).getClassLoader();
  }

  synchronized void constructed(Plugin entry, List<ComponentClass> classes) {
    contents = contents.map(c -> new Contents(c.bundle(), Optional.of(entry), classes));
    components = classes.stream().map(ComponentClass::type).toList();
  }

  synchronized List<ComponentType> components() {
    return components;
  }

  synchronized List<ComponentClass> classes() {
    return contents.map(Contents::components).orElse(List.of());
  }

  /** Hands the contents over for unloading; this keeps nothing of the plugin. */
  synchronized Optional<Contents> release() {
    var released = contents;
    contents = Optional.empty();
    return released;
  }

  synchronized void pin() {
    leases++;
  }

  /** Whether that was the last lease of a draining plugin. */
  synchronized boolean unpin() {
    leases--;
    return idle();
  }

  /** Says that its draining has been announced; whether it may be unloaded at once. */
  synchronized boolean announced() {
    announced = true;
    return idle();
  }

  // Not before the announcement, so that whoever listens hears of states in their order.
  private boolean idle() {
    return state == PluginState.DRAINING && leases == 0 && announced;
  }

  synchronized void problem(String problem) {
    problems.add(problem);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** Adds to what is known about what holds it. */
  synchronized void leak(String what) {
    leaks.add(what);
  }

  synchronized List<String> leaks() {
    return List.copyOf(leaks);
  }

  synchronized InstalledPlugin snapshot() {
    return new InstalledPlugin(
        declaration.id(),
        declaration.version(),
        sha256,
        state,
        declaration.paper(),
        leases,
        components,
        Stream.concat(problems.stream(), leaks.stream()).toList());
  }
}
