package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** What the literature says of the less common neurons. */
class NeuronZooTest {

  private static final Atan ATAN = new Atan(2);

  private final Device device = new ReferenceBackend().open(1);

  @Test
  void izhikevichSpikesRegularlyUnderConstantCurrentAndNotWithout() {
    var neuron = new Izhikevich(0.5, 0.02, 0.2, -65, 8, 30, Reset.HARD_DETACHED, ATAN);
    assertEquals(0, times(neuron, constant(2000, 0)).length);
    var intervals = intervals(neuron, constant(2000, 10));
    assertTrue(intervals.length >= 10, () -> Arrays.toString(intervals));
    int last = intervals[intervals.length - 1];
    assertTrue(intervals[0] < last, "the first interval is the shortest");
    assertTrue(Math.abs(intervals[intervals.length - 2] - last) <= 1, "then it is regular");
  }

  @Test
  void adexAdapts() {
    var neuron =
        new Adex(
            1, 0.281, 0.03, -70.6, -50.4, 2, 144, 0.004, 0.0805, -40.4, Reset.HARD_DETACHED, ATAN);
    assertEquals(0, times(neuron, constant(500, 0)).length);
    growing(intervals(neuron, constant(500, 1)));
  }

  @Test
  void adaptiveLifBySymplecticEulerAdapts() {
    var neuron =
        new SymplecticAdaptiveLif(20, 100, 0, 1, 60, 1, Sharing.FEATURE, Reset.HARD_DETACHED, ATAN);
    growing(intervals(neuron, constant(500, 5)));
  }

  @Test
  void symplecticAdaptiveLifWithoutAdaptationIsALif() {
    double alpha = Math.exp(-1 / 3.0);
    var input = gaussian(64);
    var scaled = input.clone();
    for (int t = 0; t < scaled.length; t++) {
      scaled[t] *= (float) (1 - alpha);
    }
    var plain = new SymplecticAdaptiveLif(3, 9, 0, 0, 60, 0.3, Sharing.SCALAR, Reset.SOFT, ATAN);
    var lif = new Lif(1 / (1 - alpha), 0.3, false, Reset.SOFT, ATAN);
    assertArrayEquals(times(lif, scaled), times(plain, input));
  }

  @Test
  void refractoryPeriodLastsItsNumberOfSteps() {
    var neuron = new RefractoryLif(2, 3, 1, false, Reset.HARD, ATAN);
    emits(neuron, floats(1.5, 9, 9, 9, .8, .8, 9, 9), floats(1, 0, 0, 0, 0, 1, 0, 0));
    var none = new RefractoryLif(2, 0, 1, false, Reset.SOFT, ATAN);
    var input = gaussian(64);
    assertArrayEquals(times(new Lif(2, 1, false, Reset.SOFT, ATAN), input), times(none, input));
  }

  @Test
  void aRefractoryNeuronHoldsBackASpikeThatASoftResetLeaves() {
    var neuron = new RefractoryLif(1e9, 2, 1, false, Reset.SOFT, ATAN);
    emits(neuron, floats(3.5, 0, 0, 0, 0, 0), floats(1, 0, 0, 1, 0, 0));
  }

  @Test
  void spikeTimingLifSpikesAsLearnableLifWhateverItsSilence() {
    var lif = new LearnableLif(0.9, 0.7, Sharing.SCALAR, Reset.SOFT_DETACHED, ATAN);
    var input = gaussian(200);
    for (double beta : new double[] {0, 0.01, 3}) {
      var neuron =
          new SpikeTimingLif(0.9, 0.7, 0.3, beta, 1000, Sharing.SCALAR, Reset.SOFT_DETACHED);
      assertArrayEquals(times(lif, input), times(neuron, input));
    }
  }

  /** Rathi et al. 2020, section 2.3: alpha·e^(-beta·Δt), over the threshold by the chain rule. */
  @Test
  void theDerivativeOfAStdbSpikeDependsOnTheTimeSinceTheLastOne() {
    double alpha = 0.3;
    double beta = 0.2;
    // Without leak from step to step the gradient of each input is that of its own spike.
    var neuron = new SpikeTimingLif(0, 0.5, alpha, beta, 7, Sharing.SCALAR, Reset.SOFT_DETACHED);
    var input = floats(0, 0.6, 0, 0, 0.9, 0.7, 0);
    int[] since = {7, 8, 1, 2, 3, 1, 1};
    var gradient = Scan.run(device, neuron, input, constant(7, 1)).row(Role.INPUT_GRADIENT);
    for (int t = 0; t < since.length; t++) {
      assertEquals(alpha / 0.5 * Math.exp(-beta * since[t]), gradient[t], 1e-6, "step " + t);
    }
  }

  @Test
  void plifIsLifAtTheSameTau() {
    for (boolean decay : new boolean[] {true, false}) {
      var plif = new Plif(3, 0.5, decay, Sharing.SCALAR, Reset.HARD_DETACHED, ATAN);
      var lif = new Lif(3, 0.5, decay, Reset.HARD_DETACHED, ATAN);
      var input = gaussian(64);
      var ones = constant(64, 1);
      var a = Scan.run(device, plif, input, ones);
      var b = Scan.run(device, lif, input, ones);
      assertArrayEquals(b.row(Role.OUTPUT), a.row(Role.OUTPUT));
      assertArrayEquals(b.row(Role.INPUT_GRADIENT), a.row(Role.INPUT_GRADIENT), 1e-4f);
    }
  }

  @Test
  void klifScalesAndRectifiesItsPotential() {
    var neuron = new Klif(2, 1, 2, true, Sharing.SCALAR, Reset.HARD, ATAN);
    // h = .4, u = .8; h = .4 + .05, u = .9; h = -.05, u = 0; h = .5, u = 1.
    emits(neuron, floats(.8, .1, -1, 1), floats(0, 0, 0, 1));
  }

  @Test
  void glifHasItsExtremes() {
    double one = 1 - 1e-7;
    double zero = 1e-7;
    // Exponential leak, weighted input, hard reset: a LIF whose input is halved.
    var hard = new GatedLif(one, 0.75, 0.1, 0.5, 0.5, 0.3, Sharing.SCALAR, ATAN);
    emits(hard, floats(.8, .38, .42, 0), floats(0, 0, 1, 0));
    // Linear leak, plain input, soft reset.
    var soft = new GatedLif(zero, 0.75, 0.1, 0.5, 0.5, 0.3, Sharing.SCALAR, ATAN);
    emits(soft, floats(1.11, 0, 0, .01, .2), floats(1, 1, 0, 0, 0));
  }

  @Test
  void anAlphaSynapseIsStrongestAfterItsTimeConstant() {
    var neuron = new AlphaLif(3, 0.01, 0.999, Reset.NONE, ATAN);
    emits(neuron, floats(1, 0, 0, 0, 0, 0), floats(0, 0, 0, 1, 0, 0));
  }

  @Test
  void anExponentialSynapseDecays() {
    emits(new ExponentialSynapse(1 / Math.log(2)), floats(1, 0, 1, 0), floats(1, .5, 1.25, .625));
  }

  @Test
  void quadraticAndExponentialMembranesRunAwayBeyondACriticalPotential() {
    for (var reset : new Reset[] {Reset.HARD, Reset.SOFT_DETACHED}) {
      var quadratic = new QuadraticIf(2, 1, 0.8, 1, reset, ATAN);
      assertEquals(0, times(quadratic, pulse(50, 2 * .75)).length);
      assertEquals(1, times(quadratic, pulse(50, 2 * .85)).length);
      var exponential = new ExponentialIf(2, 0.05, 0.8, 1, reset, ATAN);
      assertEquals(0, times(exponential, constant(50, 0)).length);
      assertEquals(0, times(exponential, pulse(50, 2 * .9)).length);
      assertEquals(1, times(exponential, pulse(50, 2 * .97)).length);
    }
  }

  @Test
  void withoutResetNoMembraneOverflows() {
    for (NeuronModel neuron :
        new NeuronModel[] {
          new QuadraticIf(2, 1, 0.8, 1, Reset.NONE, ATAN),
          new ExponentialIf(2, 0.05, 0.8, 1, Reset.NONE, ATAN),
          new Izhikevich(0.5, 0.02, 0.2, -65, 8, 30, Reset.NONE, ATAN),
          new Adex(1, 0.281, 0.03, -70.6, -50.4, 2, 144, 0.004, 0.0805, -40.4, Reset.NONE, ATAN)
        }) {
      var got = Scan.run(device, neuron, constant(200, 20), constant(200, 1));
      assertTrue(times(got.row(Role.OUTPUT)).length > 0, neuron::toString);
      for (float gradient : got.row(Role.INPUT_GRADIENT)) {
        assertTrue(Float.isFinite(gradient), neuron::toString);
      }
    }
  }

  @Test
  void aResonatorAnswersItsOwnPeriodAlone() {
    var neuron = new ResonateAndFire(10, 20, 1, Reset.HARD, ATAN);
    assertTrue(times(neuron, pulses(60, 10, .6)).length > 0);
    assertEquals(0, times(neuron, pulses(60, 5, .6)).length);
  }

  @Test
  void anIntegerLifRoundsAndSubtracts() {
    var neuron = new IntegerLif(4, 0.25, true, new Rectangular(1));
    emits(neuron, floats(2.6, .5, .35, 10, -7), floats(3, 0, 0, 4, 0));
  }

  @Test
  void sigmaDeltaOutputFollowsTheRectifiedSumOfItsInput() {
    var input = gaussian(200);
    var output =
        Scan.run(device, new SigmaDelta(0.5, ATAN), input, constant(200, 0)).row(Role.OUTPUT);
    double in = 0;
    double out = 0;
    int silent = 0;
    for (int t = 0; t < input.length; t++) {
      in += input[t];
      out += output[t];
      assertTrue(Math.abs(Math.max(in, 0) - out) <= 0.5 + 1e-4, "step " + t);
      silent += output[t] == 0 ? 1 : 0;
    }
    assertTrue(silent > 50 && silent < 150, "silent in " + silent + " of 200 steps");
  }

  private static void growing(int[] intervals) {
    assertTrue(intervals.length >= 3, () -> Arrays.toString(intervals));
    for (int i = 1; i < intervals.length; i++) {
      assertTrue(intervals[i] >= intervals[i - 1] - 1, () -> Arrays.toString(intervals));
    }
    assertTrue(intervals[intervals.length - 1] > 2 * intervals[0], Arrays.toString(intervals));
  }

  private int[] intervals(NeuronModel neuron, float[] input) {
    var times = times(neuron, input);
    return IntStream.range(1, times.length).map(i -> times[i] - times[i - 1]).toArray();
  }

  private int[] times(NeuronModel neuron, float[] input) {
    return times(Scan.run(device, neuron, input, new float[input.length]).row(Role.OUTPUT));
  }

  private static int[] times(float[] spikes) {
    return IntStream.range(0, spikes.length).filter(t -> spikes[t] == 1).toArray();
  }

  private void emits(NeuronModel neuron, float[] input, float[] output) {
    var got = Scan.run(device, neuron, input, new float[input.length]).row(Role.OUTPUT);
    assertArrayEquals(output, got, 1e-6f, neuron::toString);
  }

  private static float[] constant(int steps, double value) {
    return pulses(steps, 1, value);
  }

  private static float[] pulse(int steps, double value) {
    return pulses(steps, steps, value);
  }

  private static float[] pulses(int steps, int period, double value) {
    var input = new float[steps];
    for (int t = 0; t < steps; t += period) {
      input[t] = (float) value;
    }
    return input;
  }

  private static float[] gaussian(int steps) {
    var random = RandomStream.of(5);
    var input = new float[steps];
    for (int t = 0; t < steps; t++) {
      input[t] = (float) (0.2 + 0.6 * random.gaussian(t));
    }
    return input;
  }

  private static float[] floats(double... values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
