package org.hillock.pluginhost;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;

/**
 * The right to use the plugin versions that were active when it was taken. Whoever holds components
 * made from it drops them before closing it: they would keep the plugin's class loader. Safe for
 * use by several threads.
 */
public final class Lease implements Catalogue, AutoCloseable {

  private record Held(List<LoadedPlugin> plugins, Catalogue catalogue) {}

  private final AtomicReference<Optional<Held>> held;
  private final List<InstalledPlugin> plugins;
  private final Consumer<List<LoadedPlugin>> end;

  Lease(List<LoadedPlugin> pinned, Catalogue catalogue, Consumer<List<LoadedPlugin>> end) {
    this.held = new AtomicReference<>(Optional.of(new Held(pinned, catalogue)));
    this.plugins = pinned.stream().map(LoadedPlugin::snapshot).toList();
    this.end = end;
  }

  /** The versions it pins, as they were when it was taken; usable after its end. */
  public List<InstalledPlugin> plugins() {
    return plugins;
  }

  @Override
  public Optional<ComponentClass> find(Kind kind, String id) {
    return catalogue().find(kind, id);
  }

  @Override
  public List<ComponentType> all() {
    return catalogue().all();
  }

  private Catalogue catalogue() {
    return held.get()
        .map(Held::catalogue)
        .orElseThrow(() -> new IllegalStateException("the lease has ended"));
  }

  /** Ends the lease; a version that drains and has no other is unloaded. Does not wait for that. */
  @Override
  public void close() {
    held.getAndSet(Optional.empty()).ifPresent(was -> end.accept(was.plugins()));
  }
}
