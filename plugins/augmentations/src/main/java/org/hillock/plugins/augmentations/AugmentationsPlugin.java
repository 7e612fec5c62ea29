package org.hillock.plugins.augmentations;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The augmentations that ship with the platform. */
@HillockPlugin(id = "augmentations")
public final class AugmentationsPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        TimeMask.class,
        NeuronMask.class,
        Jitter.class,
        Drop.class,
        ChannelGain.class,
        ChannelShift.class,
        TimeStretch.class,
        RandomCrop.class,
        RandomResizedCrop.class,
        HorizontalFlip.class);
  }
}
