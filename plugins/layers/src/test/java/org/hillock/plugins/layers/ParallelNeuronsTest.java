package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Parallel spiking neurons and the products over time they consist of. */
class ParallelNeuronsTest {

  /** Any slope will do: what is differentiated here lies before the spike. */
  private record Flat() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.graph().constant(1);
    }

    @Override
    public double smooth(double x) {
      return x;
    }
  }

  /** The membrane potential alone. */
  private record Potential(TimeMixing mixing) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      boolean sliding = mixing.kind() == TimeMixing.Kind.SLIDING;
      var shape = sliding ? Shape.of(mixing.order()) : Shape.of(mixing.steps(), mixing.steps());
      var weight = net.parameter("weight", shape, Initialiser.uniform(1));
      var bias =
          net.parameter("bias", Shape.of(sliding ? 1 : mixing.steps()), Initialiser.uniform(1));
      return net.apply(new MixTime(mixing, x.shape()), List.of(x, weight, bias));
    }
  }

  private static final TimeMixing FULL = new TimeMixing(TimeMixing.Kind.FULL, 5, 5);
  private static final TimeMixing MASKED = new TimeMixing(TimeMixing.Kind.MASKED, 7, 3);
  private static final TimeMixing SLIDING = new TimeMixing(TimeMixing.Kind.SLIDING, 0, 4);

  private static Linear linear(int out) {
    return new Linear(out, true, Weights.KAIMING, 1);
  }

  private static Trial trial(TimeMixing mixing) {
    return new Trial(Shape.of(2), linear(3), new Potential(mixing), linear(2));
  }

  /** Sets the weights and the biases of a trial's single layer. */
  private static float[] run(Layer layer, float[] weight, float[] bias, float... input) {
    try (var trial = new Trial(Shape.of(1), layer)) {
      trial.network.parameters().get(0).value().copyFrom(weight);
      trial.network.parameters().get(1).value().copyFrom(bias);
      return trial.run(input.length, input);
    }
  }

  @Test
  void potentialsAreMixturesOfSteps() {
    var full = new Potential(new TimeMixing(TimeMixing.Kind.FULL, 2, 2));
    assertArrayEquals(
        new float[] {13, 27}, run(full, new float[] {1, 2, 3, 4}, new float[] {8, 16}, 1, 2));
    var masked = new Potential(new TimeMixing(TimeMixing.Kind.MASKED, 3, 2));
    float[] weight = {1, 9, 9, 2, 3, 9, 9, 4, 5};
    assertArrayEquals(
        new float[] {1, 202, 320}, run(masked, weight, new float[] {0, 170, 0}, 1, 10, 56));
    var sliding = new Potential(new TimeMixing(TimeMixing.Kind.SLIDING, 0, 2));
    assertArrayEquals(
        new float[] {15, 125}, run(sliding, new float[] {2, 10}, new float[] {5}, 1, 11.8f), 1e-4f);
  }

  @Test
  void mixturesDifferentiate() {
    for (var mixing : List.of(FULL, MASKED, SLIDING)) {
      try (var trial = trial(mixing)) {
        trial.differentiates(mixing == MASKED ? 7 : 5, 2);
      }
    }
  }

  @Test
  void maskedAndSlidingStream() {
    for (var mixing : List.of(MASKED, SLIDING)) {
      try (var trial = trial(mixing)) {
        trial.streams(7, 2);
      }
    }
    try (var trial = new Trial(Shape.of(2), linear(17), new SlidingPsn(3, 0.5, new Flat()))) {
      trial.streams(6, 3);
    }
  }

  @Test
  void longerPiecesContinueAsSingleSteps() {
    for (var mixing : List.of(MASKED, SLIDING)) {
      try (var trial = trial(mixing);
          var state = trial.network.newState(1)) {
        var whole = trial.network.inference(7, 1);
        Trial.randomise(whole.input(), "pieces");
        float[] input = whole.input().toArray();
        whole.forward();
        float[] expected = whole.output().toArray();
        int from = 0;
        for (int steps : new int[] {2, 1, 4}) {
          var piece = trial.network.inference(steps, 1);
          for (int i = 0; i < 2 * steps; i++) {
            piece.input().set(i, input[2 * from + i]);
          }
          piece.forward(state);
          for (int i = 0; i < 2 * steps; i++) {
            assertEquals(expected[2 * from + i], piece.output().get(i), 1e-5f);
          }
          from += steps;
        }
      }
    }
  }

  @Test
  void neuronsSpikeAtTheirThreshold() {
    // Weights 1/4, 1/2, 1 for the steps before the present and the present one.
    try (var trial = new Trial(Shape.of(1), new SlidingPsn(3, 1, new Flat()))) {
      assertArrayEquals(
          new float[] {0, 1, 0, 0, 1}, trial.run(5, 0.75f, 0.75f, 0.25f, 0.5f, 0.75f));
    }
    assertEquals(Shape.of(4, 2), Trial.shape(new Psn(5, 1, new Flat()), Shape.of(4, 2)));
    assertEquals(Shape.of(4, 2), Trial.shape(new MaskedPsn(5, 9, 1, new Flat()), Shape.of(4, 2)));
  }

  private static void refused(Runnable work, String message) {
    var refused = assertThrows(HillockException.class, work::run);
    assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void whatCannotStreamSaysSo() {
    try (var trial = new Trial(Shape.of(2), new Psn(5, 1, new Flat()));
        var state = trial.network.newState(1)) {
      refused(
          () -> trial.network.inference(1, 1),
          "network[0] (psn): mixes the 5 steps of a whole sequence at once and cannot run on 1, nor"
              + " step by step; masked-psn and sliding-psn can");
      var whole = trial.network.inference(5, 1);
      whole.forward(state);
      refused(
          () -> whole.forward(state),
          "a psn mixes all steps of a sequence and cannot go on from a state; masked-psn and"
              + " sliding-psn can");
    }
    try (var trial = new Trial(Shape.of(2), new MaskedPsn(5, 2, 1, new Flat()));
        var state = trial.network.newState(1)) {
      refused(
          () -> trial.network.inference(6, 1),
          "network[0] (masked-psn): has weights for 5 time steps, the sequence has 6; raise steps,"
              + " or use sliding-psn");
      var piece = trial.network.inference(3, 1);
      piece.forward(state);
      refused(
          () -> piece.forward(state),
          "a masked-psn has weights for 5 time steps, the sequence has reached 6; raise steps, or"
              + " use sliding-psn");
    }
  }
}
