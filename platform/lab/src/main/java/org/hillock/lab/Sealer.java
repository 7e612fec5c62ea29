package org.hillock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.spec.DryBuild;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.Lease;
import org.hillock.pluginhost.PluginHost;

/**
 * Checks specifications against plugins and data, and seals what a run of them is.
 *
 * @param jvmFlags of the process that will run them
 */
record Sealer(Home home, PluginHost host, List<String> jvmFlags) {

  private record Checked(long seed, String dataSha256, String splitDescription) {}

  /**
   * Checks a specification.
   *
   * @throws org.hillock.api.HillockException with everything that is wrong
   */
  void check(Spec spec) {
    try (var lease = host.lease()) {
      check(spec, lease);
    }
  }

  /** Checks a specification and seals it for a run. */
  Manifest seal(String run, Spec spec, Instant now) {
    try (var lease = host.lease()) {
      var checked = check(spec, lease);
      return new Manifest(
          run,
          Json.read(spec.json(), JsonNode.class),
          spec.sha256(),
          checked.seed(),
          checked.dataSha256(),
          checked.splitDescription(),
          pins(lease),
          Facts.hillock(),
          Facts.spi(),
          Facts.jvm(),
          Facts.machine(),
          Facts.vectorBits(),
          jvmFlags,
          "",
          "",
          List.of(),
          now);
    }
  }

  private static List<Manifest.Pin> pins(Lease lease) {
    return lease.plugins().stream().map(Sealer::pin).toList();
  }

  private static Manifest.Pin pin(InstalledPlugin plugin) {
    return new Manifest.Pin(plugin.id(), plugin.version(), plugin.sha256());
  }

  private Checked check(Spec spec, Catalogue catalogue) {
    var experiment = spec.bind(catalogue);
    DryBuild.check(experiment, home.data());
    try (var samples = experiment.data().open(home.data())) {
      return new Checked(experiment.seed(), samples.sha256(), samples.splitDescription());
    }
  }
}
