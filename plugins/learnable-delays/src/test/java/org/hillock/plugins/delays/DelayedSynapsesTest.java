package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Optional;
import org.hillock.api.tensor.Shape;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class DelayedSynapsesTest {

  @Test
  void anInputDrivesItsSynapsesWhoseWeightIsNotZero() {
    var features = Shape.of(2, 3);
    var operation =
        new DelayedSynapses(
            new Synapses(new DelayWindow(5), Shape.of(2, 3, 4), Sharing.SYNAPTIC, true),
            features,
            0);
    var weight = Tensors.random(1, 1, 2, 2, 3, 4);
    weight.set(0, 0);
    weight.set(5, 0);
    weight.set(12 + 5, 0);
    var fanOut = Tensors.zeros(2, 3);
    operation.fanOut(List.of(features), Optional.empty(), fanOut);
    assertArrayEquals(new float[] {8, 8, 8, 8, 8, 8}, fanOut.toArray());
    operation.fanOut(List.of(features), Optional.of(weight), fanOut);
    assertArrayEquals(new float[] {7, 6, 8, 7, 6, 8}, fanOut.toArray());
  }
}
