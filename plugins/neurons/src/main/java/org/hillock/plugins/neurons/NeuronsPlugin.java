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
        SpikeTimingLif.class,
        ExponentialSynapse.class,
        AlphaLif.class,
        RefractoryLif.class,
        StochasticLif.class,
        Bernoulli.class,
        Plif.class,
        Klif.class,
        GatedLif.class,
        SymplecticAdaptiveLif.class,
        QuadraticIf.class,
        ExponentialIf.class,
        Adex.class,
        Izhikevich.class,
        ResonateAndFire.class,
        IntegerLif.class,
        SigmaDelta.class,
        LeakyIntegrator.class,
        Integrator.class,
        Atan.class,
        Triangular.class,
        FastSigmoid.class,
        Sigmoid.class,
        SuperSpike.class,
        Rectangular.class,
        LeakyRectangular.class,
        Gaussian.class,
        MultiGaussian.class,
        PiecewiseExponential.class,
        QPseudoSpike.class,
        Circular.class,
        SignLog.class,
        FakeNumericalGradient.class,
        S2nn.class,
        LeakyRelu.class,
        LogTailedRelu.class,
        SquareWave.class,
        StraightThrough.class);
  }
}
