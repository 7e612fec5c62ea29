package org.hillock.lab.worker;

import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.data.Samples;
import org.hillock.api.execute.RunExecutor;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Yaml;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.spec.DryBuild;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.WorkerMessage.Checked;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.lab.worker.WorkerMessage.OpeningData;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginHost;

/** An inspector with the plugins in this process, which they can harm. */
public final class HostInspector implements Inspector {

  private final Home home;
  private final PluginHost host;
  private final Consumer<OpeningData> openings;

  /**
   * Opens one without plugins.
   *
   * @param process the name of its folder in the home's cache
   * @param moves hears of the plugins' states, on any thread; must be quick
   * @param openings hears of data sets, on the thread that checks
   */
  public HostInspector(
      Home home, String process, Consumer<Moved> moves, Consumer<OpeningData> openings) {
    this.home = home;
    this.openings = openings;
    this.host =
        PluginHost.open(
            home.cache(process),
            plugin -> moves.accept(new Moved(plugin.sha256(), plugin.state(), plugin.problems())));
  }

  @Override
  public void restore(PluginDescriptor plugin) {
    install(plugin.sha256(), plugin.label());
  }

  @Override
  public PluginDescriptor install(String sha256, String name) {
    var plugin = host.install(home.jar(sha256), name, sha256);
    return new PluginDescriptor(
        plugin.id(), plugin.version(), plugin.sha256(), plugin.paper(), plugin.components());
  }

  @Override
  public void uninstall(String id) {
    host.uninstall(id);
  }

  @Override
  public Checked check(Spec spec) {
    try (var lease = host.lease()) {
      var experiment = spec.bind(lease);
      try (var samples = opened(experiment)) {
        DryBuild.check(experiment, samples);
        var pins = lease.plugins().stream().map(HostInspector::pin).toList();
        return new Checked(experiment.seed(), samples.sha256(), samples.splitDescription(), pins);
      }
    }
  }

  private Samples opened(Experiment experiment) {
    openings.accept(new OpeningData(false));
    try {
      return DryBuild.open(experiment, home.data());
    } finally {
      openings.accept(new OpeningData(true));
    }
  }

  @Override
  public List<String> launcher(ExecutorChoice choice) {
    try (var lease = host.lease()) {
      var binder = new Binder(lease);
      var bound = binder.bind(RunExecutor.class, Yaml.read(choice.executor()), "executor");
      if (!binder.problems().isEmpty()) {
        throw new SpecException(ErrorCode.INVALID_ARGUMENT, binder.problems());
      }
      return List.copyOf(bound.orElseThrow().launcher(choice.launch()));
    }
  }

  private static Manifest.Pin pin(InstalledPlugin plugin) {
    return new Manifest.Pin(plugin.id(), plugin.version(), plugin.sha256());
  }

  /** It is ready always. */
  @Override
  public void warm() {}

  @Override
  public void close() {
    host.close();
  }
}
