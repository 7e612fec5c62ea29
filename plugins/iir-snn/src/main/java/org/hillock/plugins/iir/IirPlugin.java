package org.hillock.plugins.iir;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Spiking networks of one time step. */
@HillockPlugin(id = "iir-snn", paper = "arXiv:2110.05929")
public final class IirPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(Vgg.class, DietResNet.class, CifarResNet.class, TemporalPruning.class);
  }
}
