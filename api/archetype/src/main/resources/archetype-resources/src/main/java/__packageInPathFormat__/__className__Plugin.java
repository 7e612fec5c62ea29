package ${package};

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Tells Hillock what this plugin offers. */
@HillockPlugin(id = "${artifactId}")
public final class ${className}Plugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(${className}.class);
  }
}
