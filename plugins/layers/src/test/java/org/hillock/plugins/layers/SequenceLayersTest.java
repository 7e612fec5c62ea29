package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers along time, on tokens, on the features' axes, and functions of single features. */
class SequenceLayersTest {

  private static Linear linear(int out) {
    return new Linear(out, true, Weights.KAIMING, 1);
  }

  private static float[] run(Layer layer, Shape input, int steps, float... values) {
    try (var trial = new Trial(input, layer)) {
      return trial.run(steps, values);
    }
  }

  private static void differentiatesAndStreams(Layer layer) {
    try (var trial = new Trial(Shape.of(2), linear(3), layer, linear(2))) {
      trial.differentiates(5, 2);
      trial.streams(5, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RELU")
  void activationsDifferentiate(Activation.Function function) {
    differentiatesAndStreams(new Activation(function));
  }

  @Test
  void reluPassesTheGradientOfWhatIsPositive() {
    var relu = new Activation(Activation.Function.RELU);
    try (var trial = new Trial(Shape.of(1), new Linear(1, false, Weights.KAIMING, 1), relu)) {
      var weight = trial.network.parameters().getFirst();
      weight.value().fill(1);
      var execution = trial.network.training(3, 1);
      execution.input().copyFrom(new float[] {2, -3, 1});
      execution.forward();
      execution.outputGradient().fill(1);
      execution.backward();
      assertEquals(3, weight.gradient().get(0));
    }
  }

  @Test
  void activationsAreWhatTheyAreCalled() {
    float[] x = {-2, 0, 1};
    var shape = Shape.of(3);
    assertArrayEquals(
        new float[] {0, 0, 1}, run(new Activation(Activation.Function.RELU), shape, 1, x));
    // Exact values by the error function: -0.0455, 0, 0.8413.
    assertArrayEquals(
        new float[] {-.0455f, 0, .8413f},
        run(new Activation(Activation.Function.GELU), shape, 1, x),
        5e-4f);
    assertArrayEquals(
        new float[] {-.238406f, 0, .731059f},
        run(new Activation(Activation.Function.SILU), shape, 1, x),
        1e-5f);
  }

  @Test
  void delayHoldsBackSomeSteps() {
    assertArrayEquals(
        new float[] {0, 0, 1, 2, 3}, run(new Delay(2), Shape.of(1), 5, 1, 2, 3, 4, 5));
    assertArrayEquals(new float[] {0, 1, 2}, run(new Delay(1), Shape.of(1), 3, 1, 2, 3));
    differentiatesAndStreams(new Delay(3));
  }

  @Test
  void tokenShiftMixesWithTheStepBefore() {
    assertArrayEquals(
        new float[] {2, 4.5f, 6}, run(new TokenShift(0.25), Shape.of(1), 3, 8, -6, 42), 1e-5f);
  }

  @Test
  void tokenShiftDifferentiates() {
    differentiatesAndStreams(new TokenShift(0.3));
  }

  @Test
  void decayingScanSumsWithDecay() {
    assertArrayEquals(
        new float[] {1, .5f, 2.25f}, run(new DecayingScan(0.5), Shape.of(1), 3, 1, 0, 2), 1e-6f);
    differentiatesAndStreams(new DecayingScan(0.7));
  }

  @Test
  void softmaxAndItsLogarithmAgree() {
    float[] p = run(new Softmax(false), Shape.of(3), 1, 1, 2, 3);
    float[] log = run(new Softmax(true), Shape.of(3), 1, 1, 2, 3);
    assertEquals(1, p[0] + p[1] + p[2], 1e-6f);
    assertEquals(p[2], Math.exp(log[2]), 1e-6f);
  }

  @Test
  void embeddingGivesEachNumberItsVector() {
    try (var trial = new Trial(Shape.of(2), new Embedding(5, 3, 1), new Flatten(), linear(2))) {
      var table = trial.network.parameters().getFirst();
      assertEquals("0.weight", table.name());
      assertEquals(Shape.of(5, 3), table.value().shape());
      var execution = trial.network.inference(1, 1);
      execution.input().copyFrom(new float[] {4, 4});
      execution.forward();
    }
    assertEquals(Shape.of(2, 3), Trial.shape(new Embedding(5, 3, 1), Shape.of(2)));
  }

  @Test
  void axesAreMovedSlicedAndSeenAnew() {
    assertEquals(Shape.of(3, 2), Trial.shape(new Permute(List.of(1, 0)), Shape.of(2, 3)));
    assertEquals(Shape.of(4, 2, 1), Trial.shape(new Reshape(List.of(4, 2, 1)), Shape.of(8)));
    assertArrayEquals(
        new float[] {2, 3, 5, 6}, run(new Slice(1, 2), Shape.of(2, 3), 1, 1, 2, 3, 4, 5, 6));
    Trial.refused(
        new Reshape(List.of(3)),
        Shape.of(8),
        "network[0] (reshape): cannot see 8 (8 features) as 3 (3)");
    Trial.refused(
        new Slice(2, 2), Shape.of(3), "network[0] (slice): features [2, 4) are not among 3");
  }

  @Test
  void stopGradientIsTransparentForward() {
    assertArrayEquals(new float[] {1, 2}, run(new StopGradient(), Shape.of(2), 1, 1, 2));
  }

  private static TransposedConv2d transposed(int kernel, int stride, int padding, int more) {
    return new TransposedConv2d(4, kernel, stride, padding, more, 1, 1, true, Weights.KAIMING, 1);
  }

  @Test
  void transposedConvolutionEnlarges() {
    assertEquals(Shape.of(14, 10, 4), Trial.shape(transposed(4, 2, 1, 0), Shape.of(7, 5, 3)));
    assertEquals(Shape.of(14, 10, 4), Trial.shape(transposed(3, 2, 1, 1), Shape.of(7, 5, 3)));
    var line = new TransposedConv1d(2, 3, 1, 0, 0, 2, 1, true, Weights.KAIMING, 1);
    assertEquals(Shape.of(11, 2), Trial.shape(line, Shape.of(7, 3)));
    Trial.refused(
        transposed(3, 2, 1, 2),
        Shape.of(7, 5, 3),
        "network[0] (transposed-conv2d): kernel 3, stride 2, padding 1, dilation 1 and output"
            + " padding 2 make an axis of 7 one of 15, which no convolution turns back; lower the"
            + " padding, or the output padding below the stride");
    Trial.refused(
        line,
        Shape.of(7),
        "network[0] (transposed-conv1d): takes features [length][channels], got 7");
  }

  @Test
  void transposedConvolutionDifferentiates() {
    try (var trial =
        new Trial(
            Shape.of(2, 3, 1),
            new TransposedConv2d(2, 3, 2, 1, 1, 1, 1, true, Weights.KAIMING, 1),
            new Activation(Activation.Function.TANH),
            new Reshape(List.of(24, 2)),
            new TransposedConv1d(2, 3, 2, 1, 0, 1, 2, true, Weights.XAVIER, 1))) {
      trial.differentiates(2, 2);
    }
  }
}
