package org.hillock.plugins.exporters;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Exporters that ship with the platform. */
@HillockPlugin(id = "exporters")
public final class ExportersPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(Npz.class);
  }
}
