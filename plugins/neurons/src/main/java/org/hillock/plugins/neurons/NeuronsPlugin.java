package org.hillock.plugins.neurons;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** The common neurons and surrogates. */
@HillockPlugin(id = "neurons")
public final class NeuronsPlugin implements Plugin {

  @Override
  public Components components() {
    return Components.of(
        Lif.class,
        IntegrateAndFire.class,
        CurrentLif.class,
        AdaptiveLif.class,
        LearnableLif.class,
        LeakyIntegrator.class,
        Integrator.class,
        Atan.class,
        Triangular.class,
        FastSigmoid.class,
        Sigmoid.class,
        SuperSpike.class,
        Rectangular.class);
  }
}
