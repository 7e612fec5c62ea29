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

  /** Installs all of them. */
  static List<InstalledPlugin> install(PluginHost host) {
    try (var files = Files.list(PLUGINS)) {
      return files.sorted().map(host::install).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
