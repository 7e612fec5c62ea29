package org.hillock.plugins.encoders;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The basic encoders. */
@HillockPlugin(id = "encoders")
public final class EncodersPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(Direct.class, Rate.class, Latency.class, Delta.class, Population.class);
  }
}
