package org.hillock.lab.worker;

import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hillock.api.ErrorCode;
import org.hillock.engine.component.Kind;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.pluginhost.Lease;
import org.hillock.pluginhost.PluginHost;

/** A manifest's experiment, made of exactly the plugins it names, in a plugin host of its own. */
final class PinnedExperiment implements AutoCloseable {

  private final PluginHost host;
  private final Lease lease;
  private final Spec spec;
  private final Experiment experiment;
  private final Set<String> remarks = new LinkedHashSet<>();

  private PinnedExperiment(PluginHost host, Lease lease, Spec spec) {
    this.host = host;
    this.lease = lease;
    this.spec = spec;
    this.experiment = spec.bind(new EarlierNames(lease, remarks::add));
  }

  /**
   * Opens a manifest.
   *
   * @throws LabException {@code CORRUPT_FILE} if a plugin's jar is missing or altered
   */
  static PinnedExperiment open(Manifest manifest, Home home, String process) {
    var host = PluginHost.open(home.cache(process));
    try {
      for (var pin : manifest.plugins()) {
        install(host, pin, home);
      }
      var lease = host.lease();
      return new PinnedExperiment(host, lease, Spec.parse(manifest.spec().toString()));
    } catch (Throwable e) {
      host.close();
      throw e;
    }
  }

  private static void install(PluginHost host, Manifest.Pin pin, Home home) {
    var jar = home.jar(pin.sha256());
    var label = pin.id() + " " + pin.version();
    if (!Files.isRegularFile(jar)) {
      throw new LabException(
          ErrorCode.CORRUPT_FILE,
          "the jar of plugin %s is missing in the lab's home; install it again".formatted(label),
          Map.of("file", jar.getFileName().toString()));
    }
    host.install(jar, label, pin.sha256());
  }

  Experiment experiment() {
    return experiment;
  }

  /** What its writer should know of the specification, though nothing is wrong. */
  Set<String> remarks() {
    return remarks;
  }

  /** The plugin a component is of, and its version; empty if it is Hillock's own. */
  String pluginOf(Kind kind, String id) {
    return lease.plugins().stream()
        .filter(
            plugin ->
                plugin.components().stream().anyMatch(c -> c.kind() == kind && c.id().equals(id)))
        .findFirst()
        .map(plugin -> plugin.id() + " " + plugin.version())
        .orElse("");
  }

  Spec spec() {
    return spec;
  }

  @Override
  public void close() {
    lease.close();
    host.close();
  }
}
