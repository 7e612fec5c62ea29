package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.backend.Window;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.ScanPrograms;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

/** A convolutional network as a whole. */
class ConvolutionalNetworkTest {

  private static final int STEPS = 4;
  private static final int BATCH = 6;
  private static final Window THREE = new Window(3, 1, 1, 1);
  private static final Window TWO = new Window(2, 2, 0, 1);

  /** Leaky integrate-and-fire, or its smooth relative without spikes. */
  private record Neuron(boolean spiking) implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(0.5).plus(eq.input());
      var s = spiking ? eq.spike(u.minus(1), new ScanPrograms.Atan()) : u.tanh();
      eq.next(v, Reset.SOFT_DETACHED.after(u, s, 1));
      eq.emit(s);
    }
  }

  private record Stack(boolean spiking) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      var a = net.neuron(conv(net, x, 20, 1), new Neuron(spiking));
      var b = net.neuron(conv(net, net.averagePool2d(a, TWO, TWO), 20, 20), new Neuron(spiking));
      var c = net.maxPool2d(net.add(b, net.averagePool2d(a, TWO, TWO)), TWO, TWO);
      var d = net.layerNorm(net.concatenate(List.of(c, net.slice(c, 3, 9))), 1e-3);
      return conv(net, net.neuron(conv(net, d, 7, 1), new Neuron(spiking)), 3, 1);
    }

    private static Value conv(NetworkBuilder net, Value x, int out, int groups) {
      int in = x.shape().dim(2) / groups;
      var weight =
          net.parameter("weight", Shape.of(3, 3, in, out), Initialiser.kaimingUniform(9 * in));
      var bias = net.parameter("bias", Shape.of(out), Initialiser.constant(0.1));
      return net.conv2d(x, weight, Optional.of(bias), THREE, THREE, groups);
    }
  }

  /** Something done with the network on a backend. */
  @FunctionalInterface
  private interface Use<T> {
    T of(StaticNetwork network);
  }

  private static <T> T with(HardwareBackend backend, int threads, boolean spiking, Use<T> use) {
    try (var memory = Memory.open();
        var device = backend.open(threads);
        var network =
            Networks.build(
                List.<Layer>of(new Stack(spiking)),
                Shape.of(9, 10, 2),
                device,
                memory,
                RandomStream.of(3))) {
      return use.of(network);
    }
  }

  /** A few steps of gradient descent; returns the last gradients and the output. */
  private static List<Tensor> train(StaticNetwork network, int updates) {
    var execution = network.training(STEPS, BATCH);
    execution.input().copyFrom(Tensors.random(5, 0, 1, STEPS, BATCH, 9, 10, 2));
    for (int i = 0; i < updates; i++) {
      execution.forward();
      execution
          .outputGradient()
          .copyFrom(Tensors.random(6 + i, -1, 1, execution.output().shape().dims()));
      execution.backward();
      for (var p : network.parameters()) {
        for (long k = 0; k < p.value().size(); k++) {
          p.value().set(k, p.value().get(k) - 1e-3f * p.gradient().get(k));
        }
      }
    }
    var results = new ArrayList<Tensor>();
    network.parameters().forEach(p -> results.add(Tensors.copy(p.gradient())));
    results.add(Tensors.copy(execution.output()));
    return results;
  }

  @Test
  void trainsToTheSameBitsWithOneThreadAndWithTwo() {
    var one = with(new CpuBackend(), 1, true, network -> train(network, 5));
    var two = with(new CpuBackend(), 2, true, network -> train(network, 5));
    assertEquals(one.size(), two.size());
    for (int i = 0; i < one.size(); i++) {
      Tensors.assertSameBits(one.get(i), two.get(i), "result " + i);
    }
  }

  @Test
  void gradientsEqualThoseOfTheReference() {
    var expected = with(new ReferenceBackend(), 1, false, network -> train(network, 1));
    var actual = with(new CpuBackend(), 2, false, network -> train(network, 1));
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertClose(expected.get(i), actual.get(i), 1e-4, "result " + i);
    }
  }

  @Test
  void stepByStepItComputesWhatItDoesForTheWholeSequence() {
    with(
        new CpuBackend(),
        2,
        true,
        network -> {
          var input = Tensors.random(5, 0, 2, STEPS, BATCH, 9, 10, 2);
          var whole = network.inference(STEPS, BATCH);
          whole.input().copyFrom(input);
          whole.forward();
          var expected = Tensors.copy(whole.output());
          try (var state = network.newState(BATCH)) {
            for (int t = 0; t < STEPS; t++) {
              var step = network.inference(1, BATCH);
              step.input().copyFrom(input.slice(t, 1));
              step.forward(state);
              Tensors.assertClose(expected.slice(t, 1), step.output(), 1e-6, "step " + t);
            }
          }
          return network;
        });
  }
}
