package org.hillock.plugins.layers;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The basic layers. */
@HillockPlugin(id = "layers")
public final class LayersPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Linear.class, RecurrentLinear.class, Dropout.class, BatchNorm.class, Flatten.class);
  }
}
