package org.hillock.plugins.delays;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Synapses with delays that are learned, and how. */
@HillockPlugin(id = "learnable-delays", paper = "ICLR 2024")
public final class DelaysPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        DelayedLinear.class,
        DelayedRecurrent.class,
        DelayTrainer.class,
        DelayHistogram.class,
        DelayedSpikes.class);
  }
}
