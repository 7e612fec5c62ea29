package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.plugins.cpu.CpuBackend;
import org.junit.jupiter.api.Test;

/** The ways to compute delayed products against the dense one. */
class WaysTest {

  private static final Preference DENSE = new Preference(wiring -> Way.DENSE, 0, 2, 0);
  private static final Preference FREQUENCY = new Preference(wiring -> Way.FREQUENCY, 0, 2, 0);
  private static final Preference EVENTS = new Preference(wiring -> Way.FREQUENCY, 2, 2, 0);
  private static final Preference ONCE = new Preference(wiring -> Way.FREQUENCY, 0, 0, 0);

  /**
   * A layer whose products go a way, of inputs that pass synapses of their own to have gradients.
   */
  private record Case(int in, int out, int window, int steps, int added, int batch, int synapses) {

    Operation operation(Preference choice, boolean spread) {
      var window = new DelayWindow(this.window);
      return new Operation() {
        @Override
        public String name() {
          return "delayed";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
          return Shape.of(out);
        }

        @Override
        public int addedSteps() {
          return added;
        }

        @Override
        public Kernel prepare(Preparation at) {
          var taps =
              spread ? new GaussianTaps(window, at.device(), at.input(3)) : new WholeTaps(window);
          return new DelayedProducts(at, window, taps, batch, Shape.of(synapses, in, out), choice);
        }
      };
    }

    /** Output, then gradients of what precedes, weights and positions. */
    List<float[]> run(Preference choice, boolean spread, double density, int pieces) {
      try (var device = new CpuBackend().open(2);
          var memory = Memory.open()) {
        var shape = Shape.of(synapses, in, out);
        var reach = new DelayWindow(window);
        Layer front =
            (net, x) -> {
              var mix = net.parameter("mix", Shape.of(in, in), CaseWeights::identity);
              return net.linear(x, mix, Optional.empty());
            };
        Layer layer =
            (net, x) -> {
              var weight = net.parameter("weight", shape, Initialiser.kaimingUniform(in));
              var position = net.parameter("position", shape, reach::draw);
              var sigma = net.buffer("sigma", Shape.of(1), Initialiser.constant(.23));
              return net.apply(operation(choice, spread), List.of(x, weight, position, sigma));
            };
        var random = RandomStream.of(3);
        var layers = List.of(front, layer);
        try (var network = Networks.build(layers, Shape.of(in), device, memory, random);
            var state = network.newState(batch)) {
          var found = new ArrayList<float[]>();
          int each = steps / pieces;
          for (int piece = 0; piece < pieces; piece++) {
            var execution = network.training(each, batch);
            fill(execution.input(), density, piece * execution.input().size());
            if (added == 0) {
              execution.forward(state);
            } else {
              execution.forward();
            }
            for (long i = 0; i < execution.outputGradient().size(); i++) {
              execution.outputGradient().set(i, (float) Math.sin(3 * i));
            }
            execution.backward();
            found.add(execution.output().toArray());
            network.parameters().forEach(p -> found.add(p.gradient().toArray()));
          }
          return found;
        }
      }
    }

    private static void fill(Tensor input, double density, long from) {
      var random = RandomStream.of(5);
      for (long i = 0; i < input.size(); i++) {
        double drawn = random.uniform(from + i, 0, 1);
        input.set(i, density == 1 ? (float) drawn : drawn < density ? 1 : 0);
      }
    }
  }

  private static final class CaseWeights {
    static void identity(Tensor matrix, RandomStream random) {
      int n = matrix.shape().dim(0);
      for (int i = 0; i < n; i++) {
        matrix.set((long) i * n + i, 1);
      }
    }
  }

  private static void agree(Case c, Preference way, boolean spread, double density, int pieces) {
    var expected = c.run(DENSE, spread, density, pieces);
    var found = c.run(way, spread, density, pieces);
    double tolerance = spread ? 1e-4 : 1e-5;
    for (int which = 0; which < expected.size(); which++) {
      double size = 0;
      double error = 0;
      for (int i = 0; i < expected.get(which).length; i++) {
        size = Math.max(size, Math.abs(expected.get(which)[i]));
        error = Math.max(error, Math.abs(expected.get(which)[i] - found.get(which)[i]));
      }
      assertTrue(error <= tolerance * size, "%s, %d: %g of %g".formatted(c, which, error, size));
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(17, 20, 25, 40, 0, 3, 1),
          new Case(3, 17, 31, 40, 0, 1, 2),
          new Case(1, 1, 25, 8, 0, 2, 1),
          new Case(33, 3, 31, 32, 15, 2, 1),
          new Case(3, 3, 25, 6, 12, 1, 1));

  @Test
  void spectraAgreeWithTheDenseProducts() {
    for (var c : CASES) {
      for (boolean spread : List.of(true, false)) {
        agree(c, FREQUENCY, spread, 1, 1);
      }
    }
  }

  @Test
  void spectraKnowWhatWasCarriedIn() {
    agree(CASES.get(0), FREQUENCY, true, 1, 2);
    agree(CASES.get(1), FREQUENCY, true, .2, 4);
  }

  @Test
  void eventsAgreeWithTheDenseProducts() {
    for (var c : CASES) {
      for (double density : new double[] {.1, 1}) {
        agree(c, EVENTS, true, density, 1);
      }
      agree(c, EVENTS, false, .1, 1);
    }
    agree(CASES.get(0), EVENTS, true, .2, 2);
    agree(CASES.get(1), EVENTS, true, .2, 4);
  }

  @Test
  void synapsesOneByOneAgreeWithTheDenseProducts() {
    for (var c : CASES) {
      agree(c, ONCE, false, 1, 1);
    }
    agree(CASES.get(0), ONCE, false, 1, 40);
    agree(CASES.get(1), ONCE, false, .2, 4);
  }

  @Test
  void largeLayersGoByFrequencyAndSingleStepsDoNot() {
    var window = new DelayWindow(25);
    assertEquals(Way.FREQUENCY, Way.of(new TapSteps(window, 100, 100), 256, 140, 256));
    assertEquals(Way.FREQUENCY, Way.of(new TapSteps(window, 100, 100), 256, 256, 20));
    assertEquals(Way.DENSE, Way.of(new TapSteps(window, 100, 100), 1, 256, 256));
    assertEquals(Way.DENSE, Way.of(new TapSteps(window, 1, 1), 256, 256, 256));
  }
}
