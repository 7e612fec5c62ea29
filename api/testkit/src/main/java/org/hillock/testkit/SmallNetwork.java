package org.hillock.testkit;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.metric.Metric.Observation;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.random.RandomStream;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;

/** The network of the small task, as it is before training. */
final class SmallNetwork implements TrainedNetwork, AutoCloseable {

  private static final int[] LABELS = {0, 1, 1, 0, 1};

  private final Memory memory = Memory.open();
  private final Device device;
  private final StaticNetwork network;

  SmallNetwork(Rig rig) {
    device = rig.reference().open(1);
    var features = Shape.of(Task.FEATURES);
    network = Networks.build(Task.layers(), features, device, memory, RandomStream.of(1));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public List<Layer> components() {
    return Task.layers();
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public Execution sample() {
    return run(1, 1);
  }

  private Execution run(int batch, int seed) {
    var execution = network.inference(Task.STEPS, batch);
    Tensors.fill(execution.input(), seed, -1, 2);
    execution.forward();
    return execution;
  }

  /** One evaluated batch. */
  Observation batch(int seed) {
    var execution = run(LABELS.length, seed);
    var last = execution.output().at(Task.STEPS - 1);
    return new Observation(
        Tensors.copy(execution.input()),
        Tensors.copy(last),
        LABELS,
        execution.activity(),
        Task.STEPS);
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
