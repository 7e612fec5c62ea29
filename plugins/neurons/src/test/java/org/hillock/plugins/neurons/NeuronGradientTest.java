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
          new Rectangular(1.7));

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
      }
    }
    neurons.add(new LeakyIntegrator(2, false));
    neurons.add(new LeakyIntegrator(3, true));
    neurons.add(new Integrator());
    return neurons.stream().map(n -> argumentSet(n.toString(), n));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void gradientsAreThoseOfTheSmoothedFunction(NeuronModel neuron) {
    var result = GradientCheck.run(neuron::define, STEPS, RandomStream.of(3));
    assertTrue(result.relativeError() <= 1e-4, result::toString);
    assertTrue(result.compared() >= STEPS + 1, result::toString);
    assertTrue(result.nonZero() >= 2, result::toString);
  }
}
