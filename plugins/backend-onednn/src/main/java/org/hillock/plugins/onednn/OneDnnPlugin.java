package org.hillock.plugins.onednn;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The plugin {@code backend-onednn}. */
@HillockPlugin(id = "backend-onednn")
public final class OneDnnPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(OneDnnBackend.class);
  }
}
