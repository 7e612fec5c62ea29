package org.hillock.plugins.executors;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Executors that ship with the platform. */
@HillockPlugin(id = "executors")
public final class ExecutorsPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(Nice.class, Slurm.class);
  }
}
