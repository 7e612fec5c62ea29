package org.hillock.pluginhost;

import java.util.List;
import org.hillock.engine.component.ComponentType;

/**
 * A plugin in one version, as it was when asked. Plain data: holds nothing of the plugin.
 *
 * @param id its name
 * @param version the version of its bundle
 * @param sha256 of the jar's bytes, lower-case hexadecimal
 * @param paper the paper it implements; empty if none
 * @param leases how many leases hold it
 * @param components what it contributes
 * @param problems what is known about a leak, or went wrong while it was closed
 */
public record InstalledPlugin(
    String id,
    String version,
    String sha256,
    PluginState state,
    String paper,
    int leases,
    List<ComponentType> components,
    List<String> problems) {

  public InstalledPlugin {
    components = List.copyOf(components);
    problems = List.copyOf(problems);
  }

  /** Its name in messages: {@code neurons 0.1.0}. */
  public String label() {
    return id + " " + version;
  }
}
