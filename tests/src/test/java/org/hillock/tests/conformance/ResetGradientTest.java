package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradient through a reset by hand: one neuron that integrates, threshold 1, slope of its
 * spikes 1. Input 1.5, then 0: it spikes, and what the reset leaves of {@code v} is the second
 * step's potential. With output gradients 1 and 10 the derivative of the first input is {@code 1 +
 * 10·d}, d that of what is left: {@code v·(1-s)} has {@code (1-s) - v = -1.5}, without the second
 * term where the spike is detached 0; {@code v-s} has 0, detached 1. If the spike were worth {@code
 * v-1 = 0.5}, the first would be -1.
 */
class ResetGradientTest {

  private static final double[] INPUTS = {1.5, 0};
  private static final double[] OUTPUT_GRADIENTS = {1, 10};
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @CsvSource({"HARD, -14", "HARD_DETACHED, 1", "SOFT, 1", "SOFT_DETACHED, 11", "NONE, 11"})
  void spikesAreWholeWhereGradientsAreTaken(Reset reset, double expected) {
    var neuron = Parts.make(NeuronModel.class, neuron(reset));
    assertEquals(expected, engine(neuron), 1e-5);
    assertEquals(expected, difference(neuron), 1e-8);
  }

  private static String neuron(Reset reset) {
    return "{type: if, threshold: 1, surrogate: straight-through, reset: %s}"
        .formatted(reset.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** With a weight of 1, whose gradient is the first input times its derivative. */
  private static double engine(NeuronModel neuron) {
    Layer layer =
        (net, x) -> {
          var weight = net.parameter("weight", Shape.of(1, 1), Initialiser.constant(1));
          return net.neuron(net.linear(x, weight, Optional.empty()), neuron);
        };
    try (var device = new ReferenceBackend().open(1);
        var memory = Memory.open();
        var network =
            Networks.build(List.of(layer), Shape.of(1), device, memory, RandomStream.of(1))) {
      var execution = network.training(INPUTS.length, 1);
      for (int t = 0; t < INPUTS.length; t++) {
        execution.input().set(t, (float) INPUTS[t]);
      }
      execution.forward();
      for (int t = 0; t < INPUTS.length; t++) {
        execution.outputGradient().set(t, (float) OUTPUT_GRADIENTS[t]);
      }
      execution.backward();
      return network.parameters().getFirst().gradient().get(0) / INPUTS[0];
    }
  }

  private static double difference(NeuronModel neuron) {
    var held = new Held();
    loss(neuron, held, 0);
    return (loss(neuron, held, STEP) - loss(neuron, held, -STEP)) / (2 * STEP);
  }

  private static double loss(NeuronModel neuron, Held held, double change) {
    var scan = new DoubleScan(neuron::define, 1, held.again());
    double loss = 0;
    for (int t = 0; t < INPUTS.length; t++) {
      double input = INPUTS[t] + (t == 0 ? change : 0);
      loss += OUTPUT_GRADIENTS[t] * scan.step(List.of(new double[] {input}))[0];
    }
    return loss;
  }
}
