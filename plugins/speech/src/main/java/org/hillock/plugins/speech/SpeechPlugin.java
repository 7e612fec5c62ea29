package org.hillock.plugins.speech;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Data sets of spoken words, a cochlea, and what makes voices more alike. */
@HillockPlugin(id = "speech")
public final class SpeechPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        SpokenDigits.class,
        SyntheticDigits.class,
        Shd.class,
        Ssc.class,
        SpeechCommands.class,
        CochleaEncoder.class,
        MeanNormalised.class);
  }
}
