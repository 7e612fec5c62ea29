package org.hillock.tests.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.spec.Spec;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginHost;
import org.hillock.pluginhost.PluginState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bundle of the image in one host: installed, used, and gone without a trace. */
final class ShippedPluginsIT {

  /** Uses a component of every shipped plugin. */
  private static final String SPEC =
      """
      name: all
      data: digits
      encoder: {type: rate, steps: 2}
      network:
        - flatten
        - {type: linear, out: 16}
        - batch-norm
        - {type: recurrent-linear, out: 16, neuron: adaptive-lif}
        - {type: dropout, p: 0.1}
        - {type: linear, out: 10}
        - leaky-integrator
      trainer: {type: bptt, epochs: 2}
      backend: cpu
      """;

  @TempDir Path folder;

  private final BlockingQueue<InstalledPlugin> changes = new LinkedBlockingQueue<>();

  @Test
  void installRunTogetherAndUnloadAsIfTheyHadNeverBeen() throws Exception {
    try (var host = PluginHost.open(folder.resolve("cache"), changes::add)) {
      for (int round = 0; round < 2; round++) {
        var installed = Shipped.install(host);
        assertTrue(installed.size() >= 7, installed::toString);
        installed.forEach(plugin -> assertEquals(PluginState.ACTIVE, plugin.state()));
        train(host, Files.createDirectory(folder.resolve("run-" + round)));
        var ids = installed.stream().map(InstalledPlugin::id).toList();
        ids.forEach(host::uninstall);
        awaitUnloaded(new TreeSet<>(ids));
      }
    }
  }

  private void train(PluginHost host, Path to) {
    try (var lease = host.lease()) {
      var result =
          ExperimentRunner.run(
              Spec.parse(SPEC).bind(lease),
              folder,
              to,
              Optional.empty(),
              new Silent(),
              () -> false);
      assertTrue(
          result.figures().stream().anyMatch(f -> f.name().equals("test_accuracy")),
          () -> "" + result.figures());
    }
  }

  private void awaitUnloaded(TreeSet<String> ids) throws InterruptedException {
    while (!ids.isEmpty()) {
      var change = changes.poll(60, TimeUnit.SECONDS);
      assertNotNull(change, () -> "not unloaded: " + ids);
      assertTrue(change.state() != PluginState.LEAKED, change::toString);
      if (change.state() == PluginState.UNLOADED) {
        ids.remove(change.id());
      }
    }
  }
}
