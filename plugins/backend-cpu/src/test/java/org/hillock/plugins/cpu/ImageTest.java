package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {

  private final Device reference = new ReferenceBackend().open(1);

  private static Window same(int size) {
    return new Window(size, 1, size / 2, 1);
  }

  private static Convolution square(int extent, int channels, int out, int size, int groups) {
    var windows = new Windows(extent, extent, channels, same(size), same(size));
    return new Convolution(windows, out, groups);
  }

  static Stream<Convolution> convolutions() {
    var strided = new Window(3, 2, 1, 1);
    var dilated = new Window(3, 1, 2, 2);
    return Stream.of(
        square(1, 1, 1, 1, 1),
        square(3, 1, 17, 3, 1),
        square(6, 20, 33, 3, 1),
        square(5, 70, 3, 3, 1),
        square(4, 64, 64, 1, 1),
        new Convolution(new Windows(5, 7, 3, strided, strided), 5, 1),
        new Convolution(new Windows(5, 7, 4, dilated, strided), 6, 2),
        new Convolution(new Windows(7, 5, 6, new Window(2, 3, 0, 1), dilated), 9, 3),
        new Convolution(
            new Windows(1, 255, 3, new Window(1, 1, 0, 1), new Window(5, 2, 4, 3)), 7, 1),
        // A window that lies beside the image as a whole, and one as large as the image.
        new Convolution(new Windows(2, 2, 2, new Window(1, 1, 2, 1), same(3)), 4, 1),
        new Convolution(
            new Windows(7, 5, 18, new Window(7, 1, 0, 1), new Window(5, 1, 0, 1)), 18, 18),
        square(5, 3, 3, 3, 3),
        square(6, 37, 37, 5, 37),
        square(5, 4, 8, 3, 4),
        new Convolution(new Windows(5, 7, 16, strided, dilated), 16, 16));
  }

  private static Tensor input(Convolution c, int images) {
    var w = c.windows();
    return Tensors.random(1, -1, 1, images, w.height(), w.width(), w.channels());
  }

  private static Tensor output(Convolution c, int images) {
    var w = c.windows();
    return Tensors.random(2, -1, 1, images, w.outHeight(), w.outWidth(), c.out());
  }

  private static Tensor weight(Convolution c) {
    return Tensors.random(3, -1, 1, (int) c.weights());
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionsEqualTheReference(Convolution c) {
    try (var device = new CpuBackend().open(2)) {
      for (int images : List.of(1, 3, 40)) {
        compare(c, device, images);
      }
    }
  }

  private void compare(Convolution c, Device device, int images) {
    var x = input(c, images);
    var w = weight(c);
    var dy = output(c, images);
    double tolerance =
        2e-6 * Math.sqrt(images * c.windows().count()) + 1e-6 * c.weights() / c.out();
    for (boolean accumulate : List.of(false, true)) {
      var expected = output(c, images);
      var actual = output(c, images);
      reference.convolve(c, x, w, expected, accumulate);
      device.convolve(c, x, w, actual, accumulate);
      Tensors.assertClose(expected, actual, tolerance, "forward");
    }
    var expectedX = input(c, images);
    var actualX = input(c, images);
    reference.convolveInputGradient(c, dy, w, expectedX);
    device.convolveInputGradient(c, dy, w, actualX);
    Tensors.assertClose(expectedX, actualX, tolerance, "input gradient");
    var expectedW = weight(c);
    var actualW = weight(c);
    reference.convolveWeightGradient(c, x, dy, expectedW);
    device.convolveWeightGradient(c, x, dy, actualW);
    Tensors.assertClose(expectedW, actualW, tolerance, "weight gradient");
    compareBiased(c, device, x, w, images);
  }

  /** Ones and zeros go by events, where that is faster. */
  private void compareBiased(Convolution c, Device device, Tensor x, Tensor w, int images) {
    var bias = Tensors.random(4, -1, 1, c.out());
    for (boolean spikes : List.of(false, true)) {
      for (long i = 0; spikes && i < x.size(); i++) {
        x.set(i, x.get(i) > 0.5f ? 1 : 0);
      }
      var expected = output(c, images);
      for (long i = 0; i < expected.size(); i++) {
        expected.set(i, bias.get(i % c.out()));
      }
      var actual = output(c, images);
      var byDefault = output(c, images);
      device.convolve(c, x, w, expected, true);
      device.convolve(c, x, w, bias, actual);
      assertEquals(-1, expected.segment().mismatch(actual.segment()));
      reference.convolve(c, x, w, bias, byDefault);
      Tensors.assertClose(byDefault, actual, 1e-4, "with a bias");
    }
  }

  static Stream<Windows> pools() {
    var two = new Window(2, 2, 0, 1);
    var overlapping = new Window(3, 2, 1, 1);
    return Stream.of(
        new Windows(1, 1, 1, same(1), same(1)),
        new Windows(5, 7, 3, two, two),
        new Windows(5, 7, 33, overlapping, two),
        new Windows(6, 6, 16, overlapping, overlapping),
        new Windows(1, 9, 20, same(1), same(5)));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void largestElementsEqualTheReference(Windows w) {
    // Few different values, as spikes have: many are equal.
    var x = Tensors.random(1, -2, 2, 3, w.height(), w.width(), w.channels());
    for (long i = 0; i < x.size(); i++) {
      x.set(i, Math.round(x.get(i)));
    }
    var dy = Tensors.random(2, -1, 1, 3, w.outHeight(), w.outWidth(), w.channels());
    var expected = Tensors.copy(dy);
    var actual = Tensors.copy(dy);
    var expectedGradient = Tensors.copy(x);
    var actualGradient = Tensors.copy(x);
    try (var device = new CpuBackend().open(2)) {
      reference.maxPool(w, x, expected);
      device.maxPool(w, x, actual);
      reference.maxPoolGradient(w, x, dy, expectedGradient);
      device.maxPoolGradient(w, x, dy, actualGradient);
    }
    Tensors.assertSameBits(expected, actual, "forward");
    Tensors.assertClose(expectedGradient, actualGradient, 1e-6, "backward");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17, 255, 4097, 20_000})
  void rowMeansEqualTheReference(int columns) {
    var x = Tensors.random(1, -1, 1, 37, columns);
    var expected = Tensors.zeros(37, columns);
    var actual = Tensors.zeros(37, columns);
    try (var device = new CpuBackend().open(2)) {
      reference.rowMeans(x, columns, expected);
      device.rowMeans(x, columns, actual);
    }
    Tensors.assertClose(expected, actual, 1e-6, "means");
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void givesTheSameBitsWithOneThreadAndWithThree(Convolution c) {
    int images = 50;
    var x = input(c, images);
    var w = weight(c);
    var dy = output(c, images);
    var one = List.of(output(c, images), input(c, images), weight(c));
    var three = Tensors.copies(one);
    for (var threads : List.of(1, 3)) {
      var to = threads == 1 ? one : three;
      try (var device = new CpuBackend().open(threads)) {
        device.convolve(c, x, w, to.get(0), false);
        device.convolveInputGradient(c, dy, w, to.get(1));
        device.convolveWeightGradient(c, x, dy, to.get(2));
      }
    }
    for (int i = 0; i < 3; i++) {
      Tensors.assertSameBits(one.get(i), three.get(i), "result " + i);
    }
  }

  @Test
  void givesTheSameBitsWhicheverWaySpikesAreConvolved() {
    var c = square(8, 32, 40, 3, 1);
    int images = 8;
    var x = input(c, images);
    for (long i = 0; i < x.size(); i++) {
      x.set(i, x.get(i) > 0.8 ? 1 : 0);
    }
    var w = weight(c);
    var dy = output(c, images);
    var expected = List.of(output(c, images), weight(c));
    reference.convolve(c, x, w, expected.get(0), false);
    reference.convolveWeightGradient(c, x, dy, expected.get(1));
    var first = Tensors.copies(expected);
    var again = Tensors.copies(expected);
    try (var device = new CpuBackend().open(2)) {
      device.convolve(c, x, w, first.get(0), false);
      device.convolveWeightGradient(c, x, dy, first.get(1));
      Tensors.assertClose(expected.get(0), first.get(0), 1e-5, "forward");
      Tensors.assertClose(expected.get(1), first.get(1), 1e-4, "weight gradient");
      // At this density both ways are tried in turns.
      for (int i = 0; i < 4; i++) {
        device.convolve(c, x, w, again.get(0), false);
        device.convolveWeightGradient(c, x, dy, again.get(1));
        Tensors.assertSameBits(first.get(0), again.get(0), "forward " + i);
        Tensors.assertSameBits(first.get(1), again.get(1), "weight gradient " + i);
      }
    }
  }

  @Test
  void refusesTensorsOfOtherSizes() {
    var c = square(3, 2, 4, 3, 1);
    try (var device = new CpuBackend().open(1)) {
      var refused =
          assertThrows(
              HillockException.class,
              () -> device.convolve(c, input(c, 2), weight(c), output(c, 1), false));
      assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
      assertEquals(
          "convolution: the output needs 72 elements, tensor 1×3×3×4 has 36", refused.getMessage());
    }
  }
}
