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
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.junit.jupiter.api.Test;

/** Convolution, pooling and what is done with the last axis: values, gradients, messages. */
class ImageOperationsTest {

  private static final double TOLERANCE = 1e-3;
  private static final Window THREE = new Window(3, 1, 1, 1);
  private static final Window STRIDED = new Window(3, 2, 1, 1);
  private static final Window TWO = new Window(2, 2, 0, 1);
  private static final Window DILATED = new Window(3, 1, 2, 2);

  private static Layer conv(int out, int groups, Window rows, Window columns) {
    return TestLayers.custom(
        (net, x) -> {
          var shape = Shape.of(rows.size(), columns.size(), x.shape().dim(2) / groups, out);
          var weight = net.parameter("weight", shape, Initialiser.uniform(0.5));
          var bias = net.parameter("bias", Shape.of(out), Initialiser.uniform(0.5));
          return net.conv2d(x, weight, Optional.of(bias), rows, columns, groups);
        });
  }

  private static Layer layer(BiFunction<NetworkBuilder, Value, Value> body) {
    return TestLayers.custom(body);
  }

  private static void checkGradient(Shape input, Layer... layers) {
    try (var rig = new Rig(input, layers)) {
      double error = rig.gradientError(3, 2);
      assertTrue(error < TOLERANCE, "relative error " + error);
      assertTrue(
          rig.network.parameters().stream()
              .allMatch(p -> rig.device.sumOfSquares(p.gradient()) > 1e-6),
          "every parameter has a gradient");
    }
  }

  private static float[] run(Shape input, Layer layer, float... values) {
    try (var rig = new Rig(input, layer)) {
      var execution = rig.network.inference(1, 1);
      execution.input().copyFrom(values);
      execution.forward();
      return execution.output().toArray();
    }
  }

  @Test
  void convolutionsDifferentiate() {
    checkGradient(Shape.of(5, 7, 2), conv(3, 1, THREE, STRIDED), new Leaky(), conv(2, 1, TWO, TWO));
    checkGradient(Shape.of(5, 4, 2), conv(4, 2, DILATED, THREE), new Leaky(), new Dense(2));
    checkGradient(Shape.of(3, 3, 1), conv(3, 1, THREE, THREE), conv(3, 3, STRIDED, THREE));
    checkGradient(Shape.of(1, 1, 1), conv(1, 1, THREE, THREE), conv(1, 1, THREE, THREE));
  }

  @Test
  void poolsDifferentiate() {
    for (var window : List.of(TWO, STRIDED)) {
      checkGradient(
          Shape.of(5, 7, 2),
          conv(3, 1, THREE, THREE),
          layer((net, x) -> net.averagePool2d(x, window, TWO)));
      checkGradient(
          Shape.of(5, 7, 2),
          conv(3, 1, THREE, THREE),
          layer((net, x) -> net.sumPool2d(x, TWO, window)));
    }
  }

  @Test
  void largestElementsDifferentiate() {
    // Inputs apart from each other: a small change does not exchange the largest.
    try (var rig =
        new Rig(
            Shape.of(5, 7, 2),
            conv(2, 2, new Window(1, 1, 0, 1), new Window(1, 1, 0, 1)),
            layer((net, x) -> net.maxPool2d(x, STRIDED, TWO)))) {
      var weight = rig.network.parameters().getFirst().value();
      weight.copyFrom(new float[] {1, -1});
      var execution = rig.network.training(1, 2);
      for (long i = 0; i < execution.input().size(); i++) {
        execution.input().set(i, i * 37 % 140);
      }
      execution.forward();
      Rig.randomise(execution.outputGradient(), "gradient");
      float[] output = execution.output().toArray();
      double expected = 0;
      for (int i = 0; i < output.length; i += 2) {
        double x = output[i] - rig.network.parameters().get(1).value().get(0);
        expected += x * execution.outputGradient().get(i);
      }
      execution.backward();
      // With one weight w > 0 a channel, Σ dy·max(w·x + b) has the slope Σ dy·max(x).
      assertEquals(expected, rig.network.parameters().getFirst().gradient().get(0), 1e-3 * 140);
    }
  }

  @Test
  void layerNormDifferentiates() {
    checkGradient(
        Shape.of(2, 3), new Dense(5), layer((net, x) -> net.layerNorm(x, 1e-2)), new Leaky());
  }

  @Test
  void partsOfTheLastAxisDifferentiate() {
    checkGradient(
        Shape.of(2, 3),
        new Dense(5),
        layer(
            (net, x) -> {
              var left = net.slice(x, 0, 2);
              var right = new Leaky().define(net, net.slice(x, 1, 4));
              return net.concatenate(List.of(right, x, left));
            }),
        new Dense(2));
  }

  @Test
  void convolutionIsAWindowOfProducts() {
    var layer =
        layer(
            (net, x) ->
                net.conv2d(
                    x,
                    net.buffer(
                        "weight", Shape.of(1, 2, 1, 1), (w, r) -> w.copyFrom(new float[] {1, 10})),
                    Optional.empty(),
                    new Window(1, 1, 0, 1),
                    new Window(2, 1, 1, 1),
                    1));
    assertArrayEquals(
        new float[] {10, 21, 32, 3, 40, 54, 65, 6},
        run(Shape.of(2, 3, 1), layer, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void poolsTakeMeanSumAndMaximum() {
    float[] image = {1, 2, 3, 4, 5, -6, 7, 8};
    var shape = Shape.of(2, 4, 1);
    assertArrayEquals(
        new float[] {.5f, 5.5f}, run(shape, layer((n, x) -> n.averagePool2d(x, TWO, TWO)), image));
    assertArrayEquals(
        new float[] {2, 22}, run(shape, layer((n, x) -> n.sumPool2d(x, TWO, TWO)), image));
    assertArrayEquals(
        new float[] {5, 8}, run(shape, layer((n, x) -> n.maxPool2d(x, TWO, TWO)), image));
  }

  @Test
  void layerNormLeavesMeanZeroAndVarianceOne() {
    float[] y = run(Shape.of(2, 2), layer((n, x) -> n.layerNorm(x, 1e-6)), 1, 3, -10, 30);
    assertArrayEquals(new float[] {-1, 1, -1, 1}, y, 1e-5f);
  }

  @Test
  void multiplyAccumulatesCountEveryTapOfAGroup() {
    var layers = List.of(conv(4, 2, STRIDED, THREE));
    var info = Networks.outline(layers, Shape.of(5, 7, 2)).layers().getFirst();
    assertEquals(Shape.of(3, 7, 4), info.outputShape());
    assertEquals(3 * 7 * 4 * 9, info.macs());
    assertEquals(4 * 9 + 4, info.parameters());
  }

  @Test
  void impossibleShapesSayWhatIsExpected() {
    refused(
        Shape.of(784),
        pool(THREE),
        "takes images [height][width][channels], got 784; reshape the input");
    refused(
        Shape.of(3, 2, 1),
        pool(new Window(5, 1, 0, 1)),
        "a window of 5 with padding 0 and dilation 1 does not fit on images 3 high");
    refused(
        Shape.of(4, 4, 1),
        pool(new Window(2, 2, 2, 1)),
        "the largest element needs windows without dilation, larger than the padding; got size 2,"
            + " padding 2 and dilation 1");
    refused(
        Shape.of(4, 4, 3),
        layer(
            (net, x) -> {
              var weight = net.parameter("w", Shape.of(3, 3, 3, 4), Initialiser.constant(0));
              return net.conv2d(x, weight, Optional.empty(), THREE, THREE, 2);
            }),
        "the number of groups must divide the channels that arrive and leave; 2 groups, 3 channels,"
            + " weight 3×3×3×4");
    refused(
        Shape.of(4, 4, 3),
        layer(
            (net, x) -> {
              var weight = net.parameter("w", Shape.of(3, 1, 3, 4), Initialiser.constant(0));
              return net.conv2d(x, weight, Optional.empty(), THREE, THREE, 1);
            }),
        "takes a weight of shape 3×3×3×4, got 3×1×3×4");
    refused(
        Shape.of(2, 3), layer((net, x) -> net.slice(x, 2, 2)), "features [2, 4) are not among 3");
    refused(
        Shape.of(2, 3),
        layer((net, x) -> net.concatenate(List.of(x, net.reshape(x, Shape.of(6))))),
        "concatenates sequences of equal shape but for the last axis, got 2×3 and 6");
  }

  private static Layer pool(Window window) {
    return layer((net, x) -> net.maxPool2d(x, window, window));
  }

  private static void refused(Shape input, Layer layer, String message) {
    var refused =
        assertThrows(HillockException.class, () -> Networks.outline(List.of(layer), input));
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
    assertEquals("network[0] (custom): " + message, refused.getMessage());
  }
}
