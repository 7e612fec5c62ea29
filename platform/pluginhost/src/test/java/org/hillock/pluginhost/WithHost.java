package org.hillock.pluginhost;

import java.nio.file.Path;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Yaml;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host of its own for each test, and plugins whose surrogate tells their version. */
abstract class WithHost {

  @TempDir Path folder;

  final Watcher watcher = new Watcher();
  PluginHost host;

  @BeforeEach
  void open() {
    host = PluginHost.open(folder.resolve("cache"), watcher);
  }

  @AfterEach
  void close() {
    host.close();
  }

  Path wave(String version, double width) {
    return PluginJar.surrogate("demo", version, "wave", width)
        .write(folder.resolve("demo-" + version + "-" + width + ".jar"));
  }

  /** What the wave of a catalogue does; keeps nothing of it. */
  static double slope(Catalogue catalogue) {
    var wave = new Binder(catalogue).bind(Surrogate.class, Yaml.read("wave"), "");
    return wave.orElseThrow().smooth(1);
  }
}
