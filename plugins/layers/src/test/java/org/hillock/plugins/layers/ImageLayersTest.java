package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

class ImageLayersTest {

  private static Conv2d conv(int out, int kernel, int stride, int padding) {
    return new Conv2d(out, kernel, stride, padding, 1, 1, false, Weights.KAIMING, 1);
  }

  /** The output for one sample, every weight being 1. */
  private static float[] run(Layer layer, Shape input, float... values) {
    try (var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network = Networks.build(List.of(layer), input, device, memory, RandomStream.of(3))) {
      network.parameters().forEach(p -> p.value().fill(1));
      var execution = network.inference(1, 1);
      execution.input().copyFrom(values);
      execution.forward();
      return execution.output().toArray();
    }
  }

  private static void refused(Layer layer, Shape input, String message) {
    var refused =
        assertThrows(HillockException.class, () -> Networks.outline(List.of(layer), input));
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
    assertEquals(message, refused.getMessage());
  }

  private static Shape shape(Layer layer, Shape input) {
    return Networks.outline(List.of(layer), input).output();
  }

  @Test
  void conv2dSumsItsWindow() {
    assertArrayEquals(
        new float[] {10, 18}, run(conv(1, 2, 2, 0), Shape.of(2, 4, 1), 1, 2, 3, 4, 3, 4, 5, 6));
    assertEquals(Shape.of(16, 14, 8), shape(conv(8, 3, 2, 1), Shape.of(31, 28, 3)));
    var dilated = new Conv2d(4, 3, 1, 0, 2, 2, true, Weights.XAVIER, 1);
    assertEquals(Shape.of(4, 2, 4), shape(dilated, Shape.of(8, 6, 2)));
  }

  @Test
  void conv1dSlidesAlongTheLine() {
    var layer = new Conv1d(1, 3, 2, 1, 1, 1, true, Weights.KAIMING, 1);
    // Sums of three places, and a bias of 1.
    assertArrayEquals(new float[] {4, 10, 10}, run(layer, Shape.of(5, 1), 1, 2, 3, 4, 5));
    refused(layer, Shape.of(5), "network[0] (conv1d): takes features [length][channels], got 5");
  }

  @Test
  void poolsSayWhatIsInTheirWindows() {
    float[] image = {0, 1, 1, 0, 1, 1, 0, 0};
    var shape = Shape.of(2, 4, 1);
    assertArrayEquals(new float[] {.75f, .25f}, run(new AvgPool(2, 0, 0), shape, image));
    assertArrayEquals(new float[] {3, 1}, run(new SumPool(2, 0, 0), shape, image));
    assertArrayEquals(new float[] {1, 1}, run(new MaxPool(2, 0, 0), shape, image));
    assertArrayEquals(new float[] {3, 3, 1}, run(new SumPool(2, 1, 0), shape, image));
    assertArrayEquals(new float[] {.5f}, run(new GlobalAvgPool(), shape, image));
    assertEquals(Shape.of(3, 3, 5), shape(new MaxPool(3, 2, 1), Shape.of(6, 6, 5)));
  }

  @Test
  void layerNormKeepsSamplesApart() {
    float[] y = run(new LayerNorm(1e-5), Shape.of(2), 3, 5);
    // Scale and shift are 1 here.
    assertArrayEquals(new float[] {0, 2}, y, 1e-4f);
  }

  @Test
  void residualAddsItsInputOrAProjection() {
    var identity = new Residual(List.of(conv(1, 1, 1, 0)), List.of());
    assertArrayEquals(new float[] {2, 4}, run(identity, Shape.of(1, 2, 1), 1, 2));
    var projected = new Residual(List.of(conv(2, 2, 2, 0)), List.of(conv(2, 1, 2, 0)));
    assertArrayEquals(new float[] {11, 11}, run(projected, Shape.of(2, 2, 1), 1, 2, 3, 4));
    refused(
        new Residual(List.of(conv(2, 2, 2, 0)), List.of()),
        Shape.of(4, 4, 1),
        "network[0] (residual): the body leaves 2×2×2, the shortcut 4×4×1; the sum needs equal"
            + " shapes: change the shortcut, for example to a conv2d with kernel 1 and the body's"
            + " stride");
  }

  @Test
  void residualNamesTheParametersOfItsLayers() {
    var layer = new Residual(List.of(conv(1, 1, 1, 0), conv(1, 3, 1, 1)), List.of());
    var names =
        Networks.outline(List.of(layer), Shape.of(4, 4, 1)).layers().stream()
            .map(LayerInfo::name)
            .toList();
    assertEquals(List.of("0.body.0.conv2d", "0.body.1.conv2d", "0.map"), names);
  }

  @Test
  void shapesThatDoNotFitSayWhatIsExpected() {
    refused(
        conv(8, 3, 1, 0),
        Shape.of(784),
        "network[0] (conv2d): takes images [height][width][channels], got 784; put it before"
            + " flatten");
    refused(
        new Conv2d(8, 3, 1, 0, 1, 3, true, Weights.KAIMING, 1),
        Shape.of(9, 9, 4),
        "network[0] (conv2d): 3 groups do not divide 4 channels that arrive and 8 that leave");
    refused(
        conv(8, 5, 1, 0),
        Shape.of(9, 4, 1),
        "network[0] (conv2d): a window of 5 with padding 0 and dilation 1 does not fit on images 4"
            + " wide");
  }

  /** VGG-16 for CIFAR-10 as in IIR-SNN (arXiv:2110.05929): its figures follow from the list. */
  @Test
  void vgg16HasTheMultiplyAccumulatesOfThePaper() {
    var layers = new ArrayList<Layer>();
    for (int[] block :
        new int[][] {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}}) {
      for (int channels : block) {
        layers.add(conv(channels, 3, 1, 1));
      }
      if (layers.size() < 16) {
        layers.add(new AvgPool(2, 0, 0));
      }
    }
    layers.add(new Flatten());
    for (int out : List.of(4096, 4096, 10)) {
      layers.add(new Linear(out, false, Weights.KAIMING, 1));
    }
    var infos = Networks.outline(layers, Shape.of(32, 32, 3)).layers();
    assertEquals(338_403_328, infos.stream().mapToLong(LayerInfo::macs).sum());
    assertEquals(39_917_248, infos.stream().mapToLong(LayerInfo::parameters).sum());
  }
}
