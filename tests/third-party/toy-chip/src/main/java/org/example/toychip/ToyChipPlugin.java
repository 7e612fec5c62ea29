package org.example.toychip;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Contributes ToyChip, ChipEnergy. */
@HillockPlugin(id = "toy-chip")
public final class ToyChipPlugin implements Plugin {
  @Override
  public Components components() {
    return Components.of(ToyChip.class, ChipEnergy.class);
  }
}
