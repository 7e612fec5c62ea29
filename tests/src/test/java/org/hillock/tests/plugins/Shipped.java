package org.hillock.tests.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.pluginhost.InstalledPlugin;
import org.hillock.pluginhost.PluginHost;

/** The bundles of the image. */
final class Shipped {

  private static final Path PLUGINS = Path.of(System.getProperty("hillock.image"), "plugins");

  private Shipped() {}

  /** The jar of one, by its id. */
  static Path jar(String id) {
    var version = System.getProperty("hillock.version");
    return PLUGINS.resolve("hillock-plugin-%s-%s.jar".formatted(id, version));
  }

  /** Installs all of them. */
  static List<InstalledPlugin> install(PluginHost host) {
    return jars().stream().map(host::install).toList();
  }

  /** The jars of all of them. */
  static List<Path> jars() {
    try (var files = Files.list(PLUGINS)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
