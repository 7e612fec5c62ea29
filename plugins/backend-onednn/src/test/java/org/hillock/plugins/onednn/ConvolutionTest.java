package org.hillock.plugins.onednn;

import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@WithLibrary
class ConvolutionTest {

  private static final int IMAGES = 5;

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
        square(8, 32, 48, 5, 1),
        new Convolution(new Windows(5, 7, 3, strided, strided), 5, 1),
        new Convolution(new Windows(5, 7, 4, dilated, strided), 6, 2),
        new Convolution(new Windows(7, 5, 6, new Window(2, 3, 0, 1), dilated), 9, 3),
        new Convolution(
            new Windows(1, 255, 3, new Window(1, 1, 0, 1), new Window(5, 2, 4, 3)), 7, 1),
        new Convolution(new Windows(2, 2, 2, new Window(1, 1, 2, 1), same(3)), 4, 1),
        new Convolution(
            new Windows(7, 5, 18, new Window(7, 1, 0, 1), new Window(5, 1, 0, 1)), 18, 18),
        square(6, 37, 37, 5, 37),
        square(5, 4, 8, 3, 4),
        square(5, 32, 64, 3, 2),
        new Convolution(new Windows(5, 7, 16, strided, dilated), 16, 16));
  }

  private static Tensor input(Convolution c) {
    var w = c.windows();
    return Tensors.random(1, -1, 1, IMAGES, w.height(), w.width(), w.channels());
  }

  private static Tensor output(Convolution c) {
    var w = c.windows();
    return Tensors.random(2, -1, 1, IMAGES, w.outHeight(), w.outWidth(), c.out());
  }

  private static Tensor weight(Convolution c) {
    return Tensors.random(3, -1, 1, (int) c.weights());
  }

  /** Forward, added to what was there, both gradients, with a bias. */
  private static List<Tensor> all(Convolution c, Device device) {
    var results = List.of(output(c), output(c), input(c), weight(c), output(c));
    device.convolve(c, input(c), weight(c), results.get(0), false);
    device.convolve(c, input(c), weight(c), results.get(1), true);
    device.convolveInputGradient(c, output(c), weight(c), results.get(2));
    device.convolveWeightGradient(c, input(c), output(c), results.get(3));
    device.convolve(c, input(c), weight(c), Tensors.random(4, -1, 1, c.out()), results.get(4));
    return results;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void equalsTheReferenceForwardAndInBothGradients(Convolution c) {
    double tolerance =
        2e-6 * Math.sqrt(IMAGES * c.windows().count()) + 1e-6 * c.weights() / c.out();
    var expected = all(c, reference);
    try (var device = Devices.dense(2)) {
      var actual = all(c, device);
      for (int i = 0; i < actual.size(); i++) {
        Tensors.assertClose(
            expected.get(i), actual.get(i), Math.min(tolerance, 1e-4), "result " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void givesTheSameBitsEveryTime(Convolution c) {
    try (var one = Devices.dense(2);
        var other = Devices.dense(2)) {
      var once = all(c, one);
      var again = all(c, other);
      for (int i = 0; i < once.size(); i++) {
        Tensors.assertSameBits(once.get(i), again.get(i), "result " + i);
      }
    }
  }
}
