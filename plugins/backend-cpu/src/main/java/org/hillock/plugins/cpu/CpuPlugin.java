package org.hillock.plugins.cpu;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The plugin {@code backend-cpu}. */
@HillockPlugin(id = "backend-cpu")
public final class CpuPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(CpuBackend.class);
  }
}
