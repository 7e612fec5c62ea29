package org.hillock.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.Yaml;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.spec.Spec;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.Lease;
import org.hillock.pluginhost.PluginHost;
import org.hillock.pluginhost.PluginState;

/**
 * A real plugin host in this process with one plugin under test.
 *
 * <pre>{@code
 * try (var kit = PluginTestKit.plugin().start()) {
 *   var neuron = kit.bind(NeuronModel.class, "{type: my-lif, leak: 0.8}");
 *   var run = kit.run(Files.readString(Path.of("example.yaml")));
 *   assertTrue(run.figure("test_accuracy") > 0.9);
 *   kit.unload();
 * }
 * }</pre>
 *
 * <p>The components of the platform's plugins are there too, where their jars are on the class
 * path: make them dependencies of scope {@code test}.
 */
public final class PluginTestKit implements AutoCloseable {

  private final Changes changes = new Changes();
  private final Scratch folder;
  private final PluginHost host;
  private final InstalledPlugin plugin;
  private final Lease lease;
  private List<String> backends = List.of();
  private int runs;

  /** What is to be started. */
  public static final class Builder {

    private final Optional<Path> jar;
    private final List<Path> others = new ArrayList<>();

    private Builder(Optional<Path> jar) {
      this.jar = jar;
    }

    /** Installs other plugins too, for their components. */
    public Builder with(Path... jars) {
      others.addAll(List.of(jars));
      return this;
    }

    /**
     * Starts a host and installs the plugin after all others.
     *
     * @throws org.hillock.pluginhost.PluginException with everything that is wrong with a jar
     */
    public PluginTestKit start() {
      return new PluginTestKit(jar.orElseGet(PluginJars::built), others);
    }
  }

  private PluginTestKit(Path jar, List<Path> others) {
    folder = Scratch.create();
    host = PluginHost.open(folder.path().resolve("host"), changes);
    try {
      PluginJars.onClassPath().forEach(host::install);
      others.forEach(host::install);
      plugin = host.install(jar);
      lease = host.lease();
    } catch (RuntimeException e) {
      host.close();
      folder.close();
      throw e;
    }
  }

  /** The plugin that was built into {@code target}: the one jar there that declares a plugin. */
  public static Builder plugin() {
    return new Builder(Optional.empty());
  }

  /** The plugin in this jar. */
  public static Builder plugin(Path jar) {
    return new Builder(Optional.of(jar));
  }

  /** The plugin as it was installed. */
  public InstalledPlugin installed() {
    return plugin;
  }

  /** What the plugin contributes. */
  public List<ComponentType> components() {
    return plugin.components();
  }

  /** The components of all installed plugins; until {@link #unload()}. */
  public Catalogue catalogue() {
    return lease;
  }

  /**
   * Makes a component as a spec would. Drop it before {@link #unload()}: it keeps its plugin.
   *
   * @param spi the SPI interface of its kind
   * @param yaml for example {@code {type: my-lif, leak: 0.8}}
   * @throws AssertionError with every problem
   */
  public <T> T bind(Class<T> spi, String yaml) {
    var binder = new Binder(lease);
    var made = binder.bind(spi, Yaml.read(yaml), "");
    return made.orElseThrow(() -> new AssertionError(yaml + ": " + binder.problems()));
  }

  /** What is wrong with a component written so; empty if nothing is. */
  public List<Problem> problems(Class<?> spi, String yaml) {
    var binder = new Binder(lease);
    binder.bind(spi, Yaml.read(yaml), "");
    return binder.problems();
  }

  /**
   * Runs an experiment to its end in this process.
   *
   * @param yaml the experiment
   * @throws HillockException as the run ends with it
   */
  public FinishedRun run(String yaml) {
    var to = folder.directory("run-" + runs++);
    var log = new RunLog();
    Isolated.run("the run", () -> run(yaml, to, log));
    return log.finished();
  }

  private void run(String yaml, Path to, RunLog log) {
    try {
      var experiment = Spec.parse(yaml).bind(lease);
      var data = folder.directory("data");
      log.finish(ExperimentRunner.run(experiment, data, to, Optional.empty(), log, () -> false));
    } catch (HillockException e) {
      log.fail(e);
    }
  }

  /**
   * Uninstalls the plugin and waits until its class loader is collected.
   *
   * @throws AssertionError if something holds it, with what is known of that
   */
  public void unload() {
    lease.close();
    host.uninstall(plugin.id());
    var end = changes.awaitEnd(plugin.sha256());
    if (end.state() == PluginState.LEAKED || !end.problems().isEmpty()) {
      throw new AssertionError(
          "plugin %s: something is left of it after it was unloaded: expected its class loader to be collected, found that %s"
              .formatted(plugin.label(), String.join("; ", end.problems())));
    }
  }

  /** What checks use beside a component; made anew, for it may hold components of the plugin. */
  Rig rig() {
    return Rig.of(this);
  }

  /** The backends that can run here. */
  List<String> backends() {
    if (backends.isEmpty()) {
      backends =
          catalogue().of(Kind.BACKEND).stream().map(ComponentType::id).filter(this::runs).toList();
    }
    return backends;
  }

  private boolean runs(String backend) {
    try (var _ = bind(HardwareBackend.class, backend).open(1)) {
      return true;
    } catch (HillockException e) {
      if (e.code() != ErrorCode.FAILED_PRECONDITION) {
        throw e;
      }
      return false;
    }
  }

  Scratch folder() {
    return folder;
  }

  /** Ends the host. */
  @Override
  public void close() {
    lease.close();
    host.close();
    folder.close();
  }
}
