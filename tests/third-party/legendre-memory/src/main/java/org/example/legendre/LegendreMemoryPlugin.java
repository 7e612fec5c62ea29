package org.example.legendre;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Contributes LegendreMemory. */
@HillockPlugin(id = "legendre-memory", paper = "NeurIPS 2019")
public final class LegendreMemoryPlugin implements Plugin {
  @Override
  public Components components() {
    return Components.of(LegendreMemory.class);
  }
}
