package org.hillock.cli.local;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentType;
import org.hillock.pluginhost.Lease;
import org.hillock.pluginhost.PluginHost;

/** The plugins of the image, loaded into this process. */
public final class LocalPlugins implements AutoCloseable {

  private final TemporaryFolder cache;
  private final PluginHost host;
  private final Lease lease;

  private LocalPlugins(TemporaryFolder cache) {
    this.cache = cache;
    this.host = PluginHost.open(cache.path());
    Image.get().pluginJars().forEach(host::install);
    this.lease = host.lease();
  }

  /** Loads them. */
  public static LocalPlugins open() throws IOException {
    return new LocalPlugins(TemporaryFolder.make());
  }

  /** Their components. */
  public Catalogue catalogue() {
    return lease;
  }

  /** What their components declare, by kind and id. */
  public List<ComponentType> components() {
    return lease.all().stream()
        .sorted(Comparator.comparing(ComponentType::kind).thenComparing(ComponentType::id))
        .toList();
  }

  @Override
  public void close() {
    lease.close();
    host.close();
    cache.close();
  }
}
