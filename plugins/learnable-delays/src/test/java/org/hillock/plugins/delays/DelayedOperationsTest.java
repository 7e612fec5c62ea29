package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.delays.DelayedLinear.Padding;
import org.hillock.plugins.neurons.Atan;
import org.hillock.plugins.neurons.Lif;
import org.junit.jupiter.api.Test;

/**
 * Synaptic operations of two senders that send at each of four steps, by hand: a synapse of the
 * first has no delay, its other one a delay of one step; a synapse of the second has a delay of two
 * steps, the weight of its other one is 0.
 */
class DelayedOperationsTest {

  private static final int STEPS = 4;

  private static long operations(Layer layer) {
    try (var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network =
            Networks.build(List.of(layer), Shape.of(2), device, memory, RandomStream.of(1))) {
      network.parameters().get(0).value().copyFrom(new float[] {1, 1, 1, 0});
      network.parameters().get(1).value().copyFrom(new float[] {1, 0.2f, -1, 0});
      var execution = network.inference(STEPS, 1);
      execution.input().fill(10);
      execution.forward();
      return execution.activity().getFirst().operations();
    }
  }

  @Test
  void spikesThatWouldReachTheirOwnPopulationAfterTheEndAreNotCounted() {
    var lif = new Lif(2, 1, false, Reset.HARD, new Atan(2));
    var layer = new DelayedRecurrent(lif, 3, 1, .23, true, Sharing.SYNAPTIC, 1);
    // A step is added to each delay.
    assertEquals(3 + 2 + 1, operations(layer));
  }

  @Test
  void valuesThatWouldArriveAfterTheEndAreNotCounted() {
    assertEquals(4 + 3 + 2, operations(linear(Padding.LEFT)));
    assertEquals(4 + 4 + 3, operations(linear(Padding.BOTH)), "a step longer");
  }

  private static Layer linear(Padding padding) {
    return new DelayedLinear(2, 3, 1, .23, true, Sharing.SYNAPTIC, padding);
  }
}
