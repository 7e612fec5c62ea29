package org.hillock.plugins.trainers;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Learning rules and their parts. */
@HillockPlugin(id = "trainers")
public final class TrainersPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Bptt.class,
        TruncatedBptt.class,
        EProp.class,
        Ottt.class,
        Decolle.class,
        Stdp.class,
        LastSteps.class,
        CrossEntropyMembrane.class,
        CrossEntropyCount.class,
        CrossEntropySoftmax.class,
        MeanSquaredError.class,
        Sgd.class,
        Adam.class,
        AdamW.class,
        Constant.class,
        Step.class,
        Cosine.class,
        OneCycle.class);
  }
}
