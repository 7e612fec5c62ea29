package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Noisy;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Sequences in pieces, with a state that is carried on. */
class StreamingTest {

  private static final Layer[] LAYERS = {
    new Dense(6),
    new Loop(new Spiking(0.4)),
    new Dense(5),
    new Leaky(),
    new Noisy(),
    TestLayers.custom(
        (net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().times(eq.uniform())))),
    new Loop(new Noisy()),
    new Dense(2)
  };

  @Test
  void oneStepAtATimeEqualsTheWholeSequence() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
      int steps = 7;
      var whole = rig.network.inference(steps, 3);
      Rig.randomise(whole.input(), "input");
      var input = whole.input().toArray();
      whole.forward();
      var expected = whole.output().toArray();
      assertTrue(whole.activity().get(1).outputNonZero() > 0, "neurons spike");
      var single = rig.network.inference(1, 3);
      try (var state = rig.network.newState(3)) {
        for (int round = 0; round < 2; round++) {
          state.reset();
          for (int t = 0; t < steps; t++) {
            single.input().copyFrom(slice(input, t, steps));
            single.forward(state);
            assertArrayEquals(slice(expected, t, steps), single.output().toArray(), 1e-6f);
          }
        }
      }
    }
  }

  @Test
  void aStateCarriesOverPiecesOfAnyLength() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
      var whole = rig.network.inference(6, 2);
      Rig.randomise(whole.input(), "input");
      var input = whole.input().toArray();
      whole.forward();
      var expected = whole.output().toArray();
      try (var state = rig.network.newState(2)) {
        for (int piece = 0; piece < 2; piece++) {
          var half = piece == 0 ? rig.network.inference(3, 2) : rig.network.training(3, 2);
          half.input().copyFrom(slice(input, piece, 2));
          half.forward(state);
          assertArrayEquals(slice(expected, piece, 2), half.output().toArray(), 1e-6f);
        }
      }
    }
  }

  @Test
  void refusesTheStateOfAnotherBatchSize() {
    try (var rig = new Rig(Shape.of(4), LAYERS);
        var state = rig.network.newState(2)) {
      var execution = rig.network.inference(1, 3);
      var e = assertThrows(HillockException.class, () -> execution.forward(state));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("newState(3)"), e.getMessage());
    }
  }

  private static float[] slice(float[] all, int part, int parts) {
    int length = all.length / parts;
    return Arrays.copyOfRange(all, part * length, (part + 1) * length);
  }
}
