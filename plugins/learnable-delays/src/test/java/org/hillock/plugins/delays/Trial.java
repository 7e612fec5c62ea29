package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;

/**
 * A layer whose input is a parameter too, {@code [steps][rows][in]}, so that the gradient that
 * leaves it is seen: what arrives chooses a cell of it.
 */
final class Trial implements AutoCloseable {

  static final int GROUPS = 2;

  private final Memory memory = Memory.open();
  private final Device device;
  private final int cells;
  private final int batch;
  final StaticNetwork network;

  Trial(HardwareBackend backend, int threads, int steps, int batch, int in, Layer layer) {
    this.batch = batch;
    cells = steps * batch * GROUPS;
    device = backend.open(threads);
    Layer front =
        (net, x) -> {
          var input = net.parameter("input", Shape.of(cells, in), Initialiser.uniform(1));
          return net.linear(x, input, Optional.empty());
        };
    var features = Shape.of(GROUPS, cells);
    network = Networks.build(List.of(front, layer), features, device, memory, RandomStream.of(3));
  }

  int rows() {
    return batch * GROUPS;
  }

  /** Chooses the input's cells from this step on. */
  Execution at(int step, Execution execution) {
    execution.input().fill(0);
    long rows = (long) execution.steps() * rows();
    for (long r = 0; r < rows; r++) {
      execution.input().set(r * cells + (long) step * rows() + r, 1);
    }
    return execution;
  }

  Execution training(int steps) {
    return network.training(steps, batch);
  }

  Execution inference(int steps) {
    return network.inference(steps, batch);
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
