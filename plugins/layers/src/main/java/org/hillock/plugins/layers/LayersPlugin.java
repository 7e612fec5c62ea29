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
        Linear.class,
        RecurrentLinear.class,
        Conv1d.class,
        Conv2d.class,
        AvgPool.class,
        SumPool.class,
        MaxPool.class,
        GlobalAvgPool.class,
        Dropout.class,
        BatchNorm.class,
        LayerNorm.class,
        Residual.class,
        Flatten.class);
  }
}
