package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token mixing, tables, products, transposed convolution: values, gradients, messages. */
class SequenceOperationsTest {

  private static final Window ONE = new Window(1, 1, 0, 1);
  private static final Window STRIDED = new Window(3, 2, 1, 1);
  private static final Window DILATED = new Window(2, 1, 1, 2);

  private static Layer layer(BiFunction<NetworkBuilder, Value, Value> body) {
    return TestLayers.custom(body);
  }

  private static void checkGradient(Shape input, Layer... layers) {
    try (var rig = new Rig(input, layers)) {
      double error = rig.gradientError(3, 2);
      assertTrue(error < 1e-3, "relative error " + error);
      assertTrue(
          rig.network.parameters().stream()
              .allMatch(p -> rig.device.sumOfSquares(p.gradient()) > 1e-6),
          "every parameter has a gradient");
    }
  }

  private static float[] run(Shape input, int steps, Layer layer, float... values) {
    try (var rig = new Rig(input, layer)) {
      var execution = rig.network.inference(steps, 1);
      execution.input().copyFrom(values);
      execution.forward();
      return execution.output().toArray();
    }
  }

  private static void refused(Shape input, Layer layer, String message) {
    var refused =
        assertThrows(HillockException.class, () -> Networks.outline(List.of(layer), input));
    assertEquals("network[0] (custom): " + message, refused.getMessage());
  }

  /** A running mean with a learnable rate, gated by a second sequence, and a delay. */
  private static Layer scanOfTwo() {
    return layer(
        (net, x) -> {
          var gate = new Dense(x.shape().dim(-1)).define(net, x);
          return net.scan(
              List.of(x, gate),
              eq -> {
                var rate = eq.parameter(ParameterSpec.learnable("rate", Sharing.FEATURE, 0.3));
                var mean = eq.state("mean", 0.25);
                var before = eq.state("before", 0);
                var input = eq.input("x");
                var value = mean.plus(input.minus(mean).times(rate));
                eq.emit(value.times(eq.input("gate").sigmoid()).plus(before));
                eq.next(mean, value);
                eq.next(before, input);
              });
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17})
  void scansOfSeveralInputsDifferentiate(int features) {
    checkGradient(Shape.of(2), new Dense(features), scanOfTwo(), new Dense(2));
  }

  @Test
  void scansGiveTheSameStepByStepAsAtOnce() {
    try (var rig = new Rig(Shape.of(3), scanOfTwo());
        var state = rig.network.newState(2)) {
      var whole = rig.network.inference(5, 2);
      Rig.randomise(whole.input(), "input");
      float[] input = whole.input().toArray();
      whole.forward();
      float[] expected = whole.output().toArray();
      var step = rig.network.inference(1, 2);
      for (int t = 0; t < 5; t++) {
        for (int i = 0; i < 6; i++) {
          step.input().set(i, input[t * 6 + i]);
        }
        step.forward(state);
        for (int i = 0; i < 6; i++) {
          assertEquals(expected[t * 6 + i], step.output().get(i), 1e-6f);
        }
      }
    }
  }

  @Test
  void aScanSaysWhatItMustHave() {
    refused(
        Shape.of(3),
        layer((net, x) -> net.scan(List.of(x), eq -> eq.emit(eq.input()))),
        "a scan has at least one state, emits one value and takes as many inputs as it is given;"
            + " this one has 0 states, emits 1 and takes 1, given 1");
    refused(
        Shape.of(3),
        layer(
            (net, x) ->
                net.scan(
                    List.of(x, x),
                    eq -> {
                      eq.next(eq.state("v", 0), eq.input("a"));
                      eq.emit(eq.input("b").plus(eq.input("c")));
                    })),
        "a scan has at least one state, emits one value and takes as many inputs as it is given;"
            + " this one has 1 states, emits 1 and takes 3, given 2");
    refused(
        Shape.of(3),
        layer((net, x) -> net.multiply(x, net.reshape(x, Shape.of(3, 1)))),
        "takes sequences of equal shape, got 3 and 3×1");
  }

  @Test
  void productsDifferentiateInBothFactors() {
    checkGradient(
        Shape.of(3),
        layer(
            (net, x) -> {
              var a = new Dense(5).define(net, x);
              return net.multiply(net.multiply(a, new Leaky().define(net, a)), a);
            }),
        new Dense(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 17, 63})
  void softmaxDifferentiates(int columns) {
    checkGradient(
        Shape.of(2, 1), new Dense(columns), layer((net, x) -> net.softmax(x)), new Dense(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 17, 63})
  void logSoftmaxDifferentiates(int columns) {
    checkGradient(
        Shape.of(2, 1), new Dense(columns), layer((net, x) -> net.logSoftmax(x)), new Dense(2));
  }

  @Test
  void softmaxSharesOutOneWithoutOverflow() {
    var y = run(Shape.of(3), 2, layer((n, x) -> n.softmax(x)), 0, 0, 0, 1000, -1000, 1000);
    assertArrayEquals(new float[] {1f / 3, 1f / 3, 1f / 3, .5f, 0, .5f}, y, 1e-6f);
    var log = run(Shape.of(2), 1, layer((n, x) -> n.logSoftmax(x)), 1000, 0);
    assertArrayEquals(new float[] {0, -1000}, log, 1e-6f);
  }

  @Test
  void permutedAxesDifferentiate() {
    checkGradient(
        Shape.of(2, 3, 1),
        new Dense(5),
        layer((net, x) -> net.permute(x, List.of(2, 0, 1))),
        new Dense(2));
  }

  @Test
  void permuteMovesFeatures() {
    var y =
        run(
            Shape.of(2, 3),
            2,
            layer((n, x) -> n.permute(x, List.of(1, 0))),
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12);
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12}, y);
    refused(
        Shape.of(2, 3),
        layer((n, x) -> n.permute(x, List.of(1, 1))),
        "an order of the axes of 2×3 names each of 0 to 1 once, got [1, 1]");
  }

  @Test
  void gradientsStopWhereTheyAreStopped() {
    try (var rig =
        new Rig(
            Shape.of(3),
            layer(
                (net, x) -> {
                  var kept = new Dense(2).define(net, x);
                  return net.add(kept, net.stopGradient(new Dense(2).define(net, x)));
                }))) {
      var execution = rig.network.training(2, 2);
      Rig.randomise(execution.input(), "input");
      Rig.randomise(execution.outputGradient(), "gradient");
      execution.forward();
      execution.backward();
      var parameters = rig.network.parameters();
      assertTrue(rig.device.sumOfSquares(parameters.get(0).gradient()) > 1e-3);
      assertEquals(0, rig.device.sumOfSquares(parameters.get(2).gradient()));
    }
  }

  private static Layer table(int entries, int width) {
    return layer(
        (net, x) ->
            net.embedding(
                x, net.parameter("table", Shape.of(entries, width), Initialiser.normal(1))));
  }

  @Test
  void embeddingSumsTheGradientsOfEachEntry() {
    try (var rig = new Rig(Shape.of(2), table(3, 2))) {
      var execution = rig.network.training(2, 1);
      var table = rig.network.parameters().getFirst();
      table.value().copyFrom(new float[] {1, 2, 3, 4, 5, 6});
      execution.input().copyFrom(new float[] {2, 0, 2, 2});
      execution.forward();
      assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6, 5, 6}, execution.output().toArray());
      execution.outputGradient().copyFrom(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      execution.backward();
      assertArrayEquals(new float[] {3, 4, 0, 0, 13, 16}, table.gradient().toArray());
    }
  }

  @Test
  void embeddingRefusesWhatIsNoEntry() {
    try (var rig = new Rig(Shape.of(1), table(3, 2))) {
      var execution = rig.network.inference(1, 1);
      for (float wrong : new float[] {3, -1, 0.5f, Float.NaN}) {
        execution.input().fill(wrong);
        var refused = assertThrows(HillockException.class, execution::forward);
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertEquals(
            "an embedding of 3 entries takes whole numbers from 0 to 2, got " + wrong,
            refused.getMessage());
      }
    }
    try (var rig = new Rig(Shape.of(1), new Dense(2), table(3, 2))) {
      var refused = assertThrows(HillockException.class, () -> rig.network.training(1, 1));
      assertTrue(refused.getMessage().startsWith("network[1] (custom): an embedding takes whole"));
    }
  }

  private static Layer transposed(Convolution of) {
    return layer(
        (net, x) -> {
          var windows = of.windows();
          var shape =
              Shape.of(
                  windows.rows().size(), windows.columns().size(), of.groupChannels(), of.out());
          var weight = net.parameter("weight", shape, Initialiser.uniform(0.5));
          var bias = net.parameter("bias", Shape.of(windows.channels()), Initialiser.uniform(0.5));
          return net.transposedConv2d(x, weight, Optional.of(bias), of);
        });
  }

  @Test
  void transposedConvolutionsDifferentiate() {
    var one = new Convolution(new Windows(5, 7, 2, STRIDED, DILATED), 3, 1);
    checkGradient(Shape.of(3, 7, 1), new Dense(3), transposed(one), new Leaky());
    var grouped = new Convolution(new Windows(4, 1, 4, STRIDED, ONE), 2, 2);
    checkGradient(Shape.of(2, 1, 3), new Dense(2), transposed(grouped), new Leaky());
  }

  @Test
  void transposedConvolutionSpreadsEachInputOverItsWindow() {
    var of = new Convolution(new Windows(1, 5, 1, ONE, new Window(3, 2, 0, 1)), 1, 1);
    var layer =
        layer(
            (net, x) ->
                net.transposedConv2d(
                    x,
                    net.buffer(
                        "w", Shape.of(1, 3, 1, 1), (w, r) -> w.copyFrom(new float[] {1, 10, 100})),
                    Optional.empty(),
                    of));
    assertArrayEquals(new float[] {1, 10, 102, 20, 200}, run(Shape.of(1, 2, 1), 1, layer, 1, 2));
    refused(
        Shape.of(1, 3, 1),
        layer,
        "takes images 1×2×1, what the convolution leaves that is transposed; got 1×3×1");
  }
}
