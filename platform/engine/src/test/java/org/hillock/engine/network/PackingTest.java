package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Spikes wait for the backward pass as bits. */
class PackingTest {

  private static final int N = 131;
  private static final int STEPS = 5;
  private static final int BATCH = 3;
  private static final long ROW = STEPS * BATCH * N * Float.BYTES;

  /** Copies, by equations that do not tell that only spikes arrive. */
  private static Layer copy() {
    return TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input())));
  }

  /** Neurons between synapses, what they send perhaps copied. */
  private static Rig rig(boolean copied, Layer... neurons) {
    var layers = new ArrayList<Layer>();
    for (var layer : neurons) {
      layers.add(new Dense(N));
      layers.add(copied ? TestLayers.inOrder(List.of(layer, copy())) : layer);
    }
    layers.add(new Dense(3));
    return new Rig(Shape.of(7), layers.toArray(Layer[]::new));
  }

  private static List<String> bits(Rig rig) {
    var bits = new ArrayList<String>();
    var execution = rig.network.training(STEPS, BATCH);
    Rig.randomise(execution.input(), "input");
    Rig.randomise(execution.outputGradient(), "gradient");
    execution.randomise(1);
    execution.forward();
    execution.activity();
    execution.backward();
    bits.add(Arrays.toString(execution.output().toArray()));
    rig.network.parameters().forEach(p -> bits.add(Arrays.toString(p.gradient().toArray())));
    return bits;
  }

  private static long memory(Rig rig) {
    return rig.network.training(STEPS, BATCH).memoryBytes();
  }

  private static Layer dropped() {
    return TestLayers.custom((net, x) -> net.dropout(new Spiking(0.2).define(net, x), 0.3));
  }

  @Test
  void gradientsAreThoseOfSpikesThatWereKept() {
    Layer[] neurons = {new Spiking(0.2), dropped(), new Loop(new Spiking(0.3)), new Spiking(0.1)};
    try (var packed = rig(false, neurons);
        var kept = rig(true, neurons)) {
      var expected = bits(kept);
      var found = bits(packed);
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < found.size(); i++) {
        assertEquals(expected.get(i), found.get(i));
      }
    }
  }

  @Test
  void theirMemoryServesOthersMeanwhile() {
    for (var layer : List.of(new Spiking(0.2), dropped())) {
      try (var packed = rig(false, layer, layer, layer, layer);
          var kept = rig(true, layer, layer, layer, layer)) {
        long saved = memory(kept) - memory(packed);
        assertTrue(saved > 1.5 * ROW, saved + " bytes saved, a row takes " + ROW);
      }
    }
  }

  @Test
  void whatIsNoSpikeIsKeptAsItIs() {
    try (var graded = rig(false, new Leaky(), new Leaky(), new Leaky());
        var spiking = rig(false, new Spiking(0.2), new Spiking(0.2), new Spiking(0.2))) {
      long more = memory(graded) - memory(spiking);
      assertTrue(more > ROW, more + " bytes more, a row takes " + ROW);
    }
  }
}
