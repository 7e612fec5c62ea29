package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.reference.ReferenceBackend;

/** Layers tried on the reference backend. */
final class Trial implements AutoCloseable {

  private static final double STEP = 0.01;

  private final Memory memory = Memory.open();
  private final Device device = new ReferenceBackend().open(1);
  final StaticNetwork network;

  Trial(Shape input, Layer... layers) {
    network = Networks.build(List.of(layers), input, device, memory, RandomStream.of(3));
  }

  /** What leaves after one sample of some steps. */
  float[] run(int steps, float... values) {
    var execution = network.inference(steps, 1);
    execution.input().copyFrom(values);
    execution.forward();
    return execution.output().toArray();
  }

  static void randomise(Tensor values, String name) {
    var random = RandomStream.of(5).named(name);
    for (long i = 0; i < values.size(); i++) {
      values.set(i, (float) random.gaussian(i));
    }
  }

  /** That the layer gives the same step by step as at once. */
  void streams(int steps, int batch) {
    var whole = network.inference(steps, batch);
    randomise(whole.input(), "stream");
    float[] input = whole.input().toArray();
    whole.forward();
    float[] expected = whole.output().toArray();
    try (var state = network.newState(batch)) {
      int in = input.length / steps;
      int out = expected.length / steps;
      var step = network.inference(1, batch);
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < in; i++) {
          step.input().set(i, input[t * in + i]);
        }
        step.forward(state);
        for (int i = 0; i < out; i++) {
          assertEquals(expected[t * out + i], step.output().get(i), 1e-5f, "step " + t);
        }
      }
    }
  }

  /** That every parameter's gradient agrees with central differences, and is there. */
  void differentiates(int steps, int batch) {
    var execution = network.training(steps, batch);
    randomise(execution.input(), "input");
    randomise(execution.outputGradient(), "loss");
    float[] weights = execution.outputGradient().toArray();
    execution.forward();
    execution.backward();
    assertTrue(!network.parameters().isEmpty(), "there are parameters");
    for (var parameter : network.parameters()) {
      float[] gradient = parameter.gradient().toArray();
      double size = 0;
      double worst = 0;
      for (int i = 0; i < gradient.length; i++) {
        float was = parameter.value().get(i);
        double difference =
            8
                    * (at(parameter.value(), i, was + STEP, execution, weights)
                        - at(parameter.value(), i, was - STEP, execution, weights))
                - at(parameter.value(), i, was + 2 * STEP, execution, weights)
                + at(parameter.value(), i, was - 2 * STEP, execution, weights);
        parameter.value().set(i, was);
        double error = Math.abs(difference / (12 * STEP) - gradient[i]);
        worst = error <= worst ? worst : error;
        size = Math.max(size, Math.abs(gradient[i]));
      }
      assertTrue(size > 1e-3, parameter.name() + " has a gradient");
      assertTrue(worst < 1e-3 * Math.max(size, 1), parameter.name() + " is off by " + worst);
    }
  }

  private static double at(
      Tensor values, int i, double value, Execution execution, float[] weights) {
    values.set(i, (float) value);
    execution.forward();
    double loss = 0;
    for (int k = 0; k < weights.length; k++) {
      loss += (double) weights[k] * execution.output().get(k);
    }
    return loss;
  }

  static void refused(Layer layer, Shape input, String message) {
    var refused =
        assertThrows(HillockException.class, () -> Networks.outline(List.of(layer), input));
    assertEquals(message, refused.getMessage());
  }

  static Shape shape(Layer layer, Shape input) {
    return Networks.outline(List.of(layer), input).output();
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
