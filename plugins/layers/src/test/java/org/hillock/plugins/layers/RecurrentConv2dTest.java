package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;

class RecurrentConv2dTest {

  /** Leaks, and sends on what it holds through a smooth function or as it is. */
  private record Unit(boolean smooth) implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = smooth ? v.times(0.5).plus(eq.input()) : eq.input();
      eq.next(v, u);
      eq.emit(smooth ? u.tanh() : u);
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  private static RecurrentConv2d layer(int out, boolean smooth, int recurrentKernel) {
    return new RecurrentConv2d(
        out,
        new Unit(smooth),
        3,
        1,
        1,
        recurrentKernel,
        true,
        Weights.KAIMING,
        1,
        Weights.FAN_IN,
        1);
  }

  @Test
  void spikesArriveOneStepLaterThroughTheWindow() {
    try (var trial = new Trial(Shape.of(1, 3, 1), layer(1, false, 3))) {
      var parameters = trial.network.parameters();
      assertEquals("0.recurrent", parameters.get(2).name());
      parameters.get(0).value().fill(0);
      parameters.get(0).value().set(4, 1);
      parameters.get(2).value().copyFrom(new float[] {9, 9, 9, 1, 10, 100, 9, 9, 9});
      assertArrayEquals(new float[] {0, 2, 0, 200, 20, 2}, trial.run(2, 0, 2, 0, 0, 0, 0));
    }
  }

  @Test
  void differentiatesAndStreams() {
    try (var trial = new Trial(Shape.of(3, 4, 2), layer(3, true, 3), layer(1, true, 1))) {
      trial.differentiates(3, 2);
      trial.streams(4, 2);
    }
  }

  @Test
  void saysWhatItTakes() {
    Trial.refused(
        layer(2, true, 3),
        Shape.of(12),
        "network[0] (recurrent-conv2d): takes images [height][width][channels], got 12; put it"
            + " before flatten");
    var refused = assertThrows(HillockException.class, () -> layer(2, true, 2));
    assertEquals(
        "the window on the neurons' own spikes has a centre: recurrent-kernel must be odd, got 2",
        refused.getMessage());
  }
}
