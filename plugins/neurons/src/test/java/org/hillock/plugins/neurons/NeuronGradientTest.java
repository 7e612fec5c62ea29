package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.equations.GradientCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Every neuron with every surrogate and every reset, against central differences. */
class NeuronGradientTest {

  private static final int STEPS = 8;

  private static final List<Surrogate> SURROGATES =
      List.of(
          new Atan(2),
          new Atan(5),
          new Triangular(0.3, 1),
          new Triangular(1, 0.6),
          new FastSigmoid(2),
          new Sigmoid(4),
          new SuperSpike(10),
          new Rectangular(1),
          new Rectangular(1.7),
          new LeakyRectangular(0.7, 0.05),
          new Gaussian(0.5),
          new MultiGaussian(0.5, 0.15, 6, 0.5),
          new PiecewiseExponential(5, 0.4),
          new QPseudoSpike(1.7),
          new Circular(0.5),
          new SignLog(3),
          new FakeNumericalGradient(2),
          new S2nn(4, 1),
          new LeakyRelu(0.1, 1),
          new LogTailedRelu(0.2),
          new SquareWave(2, 8),
          new SquareWave(5, 3),
          new StraightThrough());

  static Stream<ArgumentSet> neurons() {
    var neurons = new ArrayList<NeuronModel>();
    for (var surrogate : SURROGATES) {
      for (var reset : Reset.values()) {
        neurons.add(new Lif(2, 1, false, reset, surrogate));
        neurons.add(new Lif(1.5, 0.3, true, reset, surrogate));
        neurons.add(new IntegrateAndFire(1, reset, surrogate));
        neurons.add(new CurrentLif(2, 3, 1, reset, surrogate));
        neurons.add(new AdaptiveLif(4, 20, 0.3, 0.8, reset, surrogate));
        neurons.add(new LearnableLif(0.9, 0.8, Sharing.SCALAR, reset, surrogate));
        neurons.add(new LearnableLif(0.7, 1.1, Sharing.FEATURE, reset, surrogate));
        neurons.add(new AlphaLif(2, 3, 0.6, reset, surrogate));
        neurons.add(new RefractoryLif(2, 1, 0.73, false, reset, surrogate));
        neurons.add(new Plif(2, 0.4, true, Sharing.SCALAR, reset, surrogate));
        neurons.add(new Plif(1.3, 1, false, Sharing.FEATURE, reset, surrogate));
        neurons.add(new Klif(2, 1, 1.2, false, Sharing.SCALAR, reset, surrogate));
        neurons.add(
            new SymplecticAdaptiveLif(2, 5, 0.5, 1, 2, 0.3, Sharing.FEATURE, reset, surrogate));
        neurons.add(new QuadraticIf(2, 1, 0.8, 1, reset, surrogate));
        neurons.add(new ExponentialIf(2, 0.2, 0.8, 1, reset, surrogate));
        neurons.add(
            new Adex(1, 0.281, 0.03, -70.6, -69, 2, 144, 0.004, 0.0805, -68.6, reset, surrogate));
        neurons.add(new Izhikevich(0.5, 0.02, 0.2, -70, 0.3, -69.5, reset, surrogate));
        neurons.add(new ResonateAndFire(7, 6, 0.53, reset, surrogate));
      }
      neurons.add(new GatedLif(0.6, 0.3, 0.1, 0.5, 0.4, 0.5, Sharing.SCALAR, surrogate));
      neurons.add(new IntegerLif(3, 0.25, true, surrogate));
      neurons.add(new IntegerLif(2, 0.7, false, surrogate));
      neurons.add(new SigmaDelta(0.3, surrogate));
    }
    for (var reset : Reset.values()) {
      neurons.add(new StochasticLif(2, 0.5, 0.25, false, reset));
      neurons.add(new StochasticLif(3, 1, 1, true, reset));
      neurons.add(new SpikeTimingLif(0.9, 0.8, 0.3, 0.5, 2, Sharing.SCALAR, reset));
      neurons.add(new SpikeTimingLif(0.7, 0.4, 1, 0.1, 0, Sharing.FEATURE, reset));
    }
    neurons.add(new Bernoulli(false));
    neurons.add(new Bernoulli(true));
    neurons.add(new ExponentialSynapse(3));
    neurons.add(new LeakyIntegrator(2, false));
    neurons.add(new LeakyIntegrator(3, true));
    neurons.add(new Integrator());
    return neurons.stream().map(n -> argumentSet(n.toString(), n));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void gradientsAreThoseOfDifferences(NeuronModel neuron) {
    var result = GradientCheck.run(neuron::define, STEPS, RandomStream.of(3));
    assertTrue(result.relativeError() <= 1e-4, result::toString);
    assertTrue(result.compared() >= STEPS, result::toString);
    assertTrue(result.nonZero() >= 2, result::toString);
  }
}
