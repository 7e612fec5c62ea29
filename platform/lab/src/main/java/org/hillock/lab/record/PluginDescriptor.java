package org.hillock.lab.record;

import java.util.List;
import org.hillock.engine.component.ComponentType;

/**
 * What a plugin's jar offers. Plain data, kept beside the jar: whoever reads it needs no class of
 * the plugin.
 *
 * @param sha256 of the jar, 64 lower-case hexadecimal digits
 * @param paper what it implements; may be empty
 */
public record PluginDescriptor(
    String id, String version, String sha256, String paper, List<ComponentType> components) {

  public PluginDescriptor {
    components = List.copyOf(components);
  }

  /** Its name in messages: {@code neurons 0.1.0}. */
  public String label() {
    return id + " " + version;
  }
}
