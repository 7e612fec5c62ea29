package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SurrogateTest {

  /** Each surrogate, its peak, a distance and its slope there, its area. */
  static Stream<Arguments> surrogates() {
    return Stream.of(
        Arguments.of(new Atan(5), 2.5, 2 / (5 * Math.PI), 1.25, 1),
        Arguments.of(new Triangular(0.3, 2), 0.3, 0.5, 0.225, 0.6),
        Arguments.of(new Triangular(0.3, 2), 0.3, 2.5, 0, 0.6),
        Arguments.of(new FastSigmoid(4), 2, 0.25, 0.5, 1),
        Arguments.of(new Sigmoid(4), 1, Math.log(3) / 4, 0.75, 1),
        Arguments.of(new SuperSpike(10), 1, 0.1, 0.25, 0.2),
        Arguments.of(new Rectangular(0.5), 2, 0.2, 2, 1),
        Arguments.of(new Rectangular(0.5), 2, 0.3, 0, 1),
        Arguments.of(new Gaussian(0.5), 0.797885, 1, 0.107982, 1),
        Arguments.of(new MultiGaussian(0.5, 0.15, 6, 0.5), 0.439112, 0.5, 0.258858, 0.425),
        Arguments.of(new PiecewiseExponential(5, 0.4), 1, Math.log(2) / 5, 0.5, 0.4),
        Arguments.of(new QPseudoSpike(3), 1, 1, 0.125, 1),
        Arguments.of(new Circular(0.5), 1, 0.5, Math.pow(2, -1.5), 1));
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void hasItsPeakItsWidthAndItsArea(
      Surrogate surrogate, double peak, double distance, double slope, double area) {
    assertEquals(peak, slope(surrogate, 0), 1e-5);
    assertEquals(slope, slope(surrogate, distance), 1e-5);
    assertEquals(slope, slope(surrogate, -distance), 1e-5);
    assertEquals(area, surrogate.smooth(1e9) - surrogate.smooth(-1e9), 1e-6);
  }

  /** Surrogates without an area, or without symmetry: a distance, the slopes below and above. */
  static Stream<Arguments> slopes() {
    return Stream.of(
        Arguments.of(new LeakyRectangular(0.5, 0.01), 0.4, 2, 2),
        Arguments.of(new LeakyRectangular(0.5, 0.01), 0.6, 0.01, 0.01),
        Arguments.of(new SignLog(2), 0.5, 1, 1),
        Arguments.of(new FakeNumericalGradient(2), 0.25, 2, 2),
        Arguments.of(new FakeNumericalGradient(2), 1, 1, 1),
        Arguments.of(new S2nn(4, 2), Math.log(3) / 4, 0.75, 2 / (1 + Math.log(3) / 4)),
        Arguments.of(new S2nn(4, 2), 3, 4 / (2 + Math.exp(12) + Math.exp(-12)), 0.5),
        Arguments.of(new LeakyRelu(0.1, 0.7), 2, 0.1, 0.7),
        Arguments.of(new LogTailedRelu(0.1), 0.5, 0.1, 1),
        Arguments.of(new LogTailedRelu(0.1), 4, 0.1, 0.25),
        Arguments.of(new SquareWave(1, 8), 1, Math.sqrt(0.5) / 2, Math.sqrt(0.5) / 2),
        Arguments.of(new SquareWave(3, 8), 2, 0, 0),
        Arguments.of(new SquareWave(3, 8), 4, -1.5, -1.5),
        Arguments.of(new StraightThrough(), 3, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void hasItsSlopesBelowAndAboveTheThreshold(
      Surrogate surrogate, double distance, double below, double above) {
    assertEquals(below, slope(surrogate, -distance), 1e-5);
    assertEquals(above, slope(surrogate, distance), 1e-5);
  }

  /** A strict comparison must not turn the surrogate around. */
  @ParameterizedTest
  @MethodSource("slopes")
  void isSeenTheRightWayRoundByLearnableLif(
      Surrogate surrogate, double distance, double below, double above) {
    var neuron = new LearnableLif(1, 1, Sharing.SCALAR, Reset.SOFT_DETACHED, surrogate);
    assertEquals(below, slope(neuron, 1 - distance), 1e-5);
    assertEquals(above, slope(neuron, 1 + distance), 1e-5);
  }

  /** The gradient of a neuron's first spike, at this distance from the threshold. */
  private static double slope(Surrogate surrogate, double distance) {
    return slope(new IntegrateAndFire(4, Reset.HARD_DETACHED, surrogate), 4 + distance);
  }

  private static double slope(NeuronModel neuron, double input) {
    var device = new ReferenceBackend().open(1);
    return Scan.run(device, neuron, new float[] {(float) input}, new float[] {1})
        .row(Role.INPUT_GRADIENT)[0];
  }
}
