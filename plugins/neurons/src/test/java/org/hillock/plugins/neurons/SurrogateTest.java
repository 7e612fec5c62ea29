package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.equations.Surrogate;
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
        Arguments.of(new Rectangular(0.5), 2, 0.3, 0, 1));
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

  /** The gradient of a neuron's first spike, at this distance from the threshold. */
  private static double slope(Surrogate surrogate, double distance) {
    var neuron = new IntegrateAndFire(4, Reset.HARD_DETACHED, surrogate);
    var device = new ReferenceBackend().open(1);
    return Scan.run(device, neuron, new float[] {(float) (4 + distance)}, new float[] {1})
        .row(Role.INPUT_GRADIENT)[0];
  }
}
