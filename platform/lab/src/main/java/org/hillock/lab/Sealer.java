package org.hillock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.data.Samples;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.network.Networks;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
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
    try (var samples = experiment.data().open(home.data())) {
      checkShapes(experiment, samples);
      return new Checked(experiment.seed(), samples.sha256(), samples.splitDescription());
    }
  }

  private static void checkShapes(Experiment experiment, Samples samples) {
    var sequence = experiment.encoder().encoded(samples.shape());
    var outline = Networks.outline(experiment.network(), sequence.features());
    if (samples.classes() > 0 && outline.output().size() != samples.classes()) {
      throw new LabException(
          ErrorCode.SHAPE_MISMATCH,
          "network: its output has %d features, but the data have %d classes; give the last layer %d outputs"
              .formatted(outline.output().size(), samples.classes(), samples.classes()),
          Map.of());
    }
  }
}
