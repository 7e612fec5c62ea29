package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.delays.DelayedLinear.Padding;
import org.hillock.plugins.layers.BatchNorm;
import org.hillock.plugins.layers.Dropout;
import org.hillock.plugins.neurons.Atan;
import org.hillock.plugins.neurons.LeakyIntegrator;
import org.hillock.plugins.neurons.Lif;
import org.junit.jupiter.api.Test;

/** The networks of the paper have as many parameters as it says. */
class PaperNetworksTest {

  /** Of hidden blocks, each delayed synapses, batch norm, neurons and dropout, and a readout. */
  private static long parameters(int blocks, int hidden, int classes, int window, int synapses) {
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < blocks; i++) {
      layers.add(
          new DelayedLinear(hidden, window, synapses, .23, true, Sharing.SYNAPTIC, Padding.LEFT));
      layers.add(new BatchNorm(.1, 1e-5));
      layers.add((net, x) -> net.neuron(x, lif()));
      layers.add(new Dropout(.4));
    }
    layers.add(
        new DelayedLinear(classes, window, synapses, .23, true, Sharing.SYNAPTIC, Padding.LEFT));
    layers.add((net, x) -> net.neuron(x, new LeakyIntegrator(1.005, false)));
    try (var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network = Networks.build(layers, Shape.of(140), device, memory, RandomStream.of(1))) {
      return network.parameters().stream().mapToLong(p -> p.value().size()).sum();
    }
  }

  private static Lif lif() {
    return new Lif(1.005, 1, false, Reset.HARD_DETACHED, new Atan(5));
  }

  @Test
  void theirParametersAreCountedExactly() {
    assertEquals(214_016, parameters(2, 256, 20, 25, 1));
    assertEquals(705_536, parameters(2, 512, 35, 31, 1));
    assertEquals(1_409_024, parameters(2, 512, 35, 31, 2));
    assertEquals(1_230_848, parameters(3, 512, 35, 31, 1));
    assertEquals(2_458_624, parameters(3, 512, 35, 31, 2));
  }
}
