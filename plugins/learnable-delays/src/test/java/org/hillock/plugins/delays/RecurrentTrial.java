package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;

/** Delayed recurrent neurons whose input passes a matrix, so that its gradient is seen. */
final class RecurrentTrial implements AutoCloseable {

  static final int N = 3;
  static final int BATCH = 2;

  private final Memory memory = Memory.open();
  private final Device device;
  final StaticNetwork network;

  /** What leaves depends smoothly on what arrives. */
  record Smooth() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(.5).plus(eq.input());
      eq.next(v, u);
      eq.emit(u.tanh());
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  RecurrentTrial(HardwareBackend backend, int threads, DelayedRecurrent layer) {
    device = backend.open(threads);
    Layer front =
        (net, x) ->
            net.linear(
                x, net.parameter("mix", Shape.of(N, N), Initialiser.uniform(1)), Optional.empty());
    network =
        Networks.build(List.of(front, layer), Shape.of(N), device, memory, RandomStream.of(3));
  }

  /** Steps of the input from one on. */
  static double input(int t, int row, int i) {
    return Math.sin(1 + 5 * t + 3 * row + 2.5 * i);
  }

  /** With its input. */
  static Execution at(int first, Execution execution) {
    long at = 0;
    for (int t = first; t < first + execution.steps(); t++) {
      for (int row = 0; row < BATCH; row++) {
        for (int i = 0; i < N; i++) {
          execution.input().set(at++, (float) input(t, row, i));
        }
      }
    }
    return execution;
  }

  Parameter parameter(String name) {
    return network.parameters().stream()
        .filter(p -> p.name().endsWith("." + name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
