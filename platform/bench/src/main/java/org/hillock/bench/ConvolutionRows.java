package org.hillock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;
import org.hillock.bench.Figure.Rival;
import org.hillock.bench.Figure.Work;

/**
 * 3×3 convolutions of 32 images beside oneDNN's dense ones. Every product counts as work, those
 * with padding and with silent neurons too, so that figures at all densities compare.
 */
final class ConvolutionRows {

  private static final int IMAGES = 32;
  private static final int LARGEST_DENSE_TARGET = 256;

  /** Square images. */
  private record Size(int channels, int extent) {}

  private static final List<Size> SIZES =
      List.of(new Size(64, 32), new Size(128, 16), new Size(256, 8), new Size(512, 4));

  /** What enters: numbers, or spikes. */
  private record Input(String name, double density, double target) {}

  private static final List<Input> INPUTS =
      List.of(new Input("dense", 1, 0.7), new Input("25%", 0.25, 1.6), new Input("10%", 0.1, 3));

  private ConvolutionRows() {}

  static List<Row> of(Rig rig) {
    var rows = new ArrayList<Row>();
    for (var size : SIZES) {
      for (var gradient : List.of(false, true)) {
        for (var input : INPUTS) {
          for (int threads : rig.threadCounts()) {
            rows.add(
                new Row(
                    "conv/%dx%dx%d/%s/%s/t%d"
                        .formatted(
                            size.extent,
                            size.extent,
                            size.channels,
                            gradient ? "weight-gradient" : "forward",
                            input.name,
                            threads),
                    name -> measure(rig, name, size, gradient, input, threads)));
          }
        }
      }
    }
    return rows;
  }

  private static Figure measure(
      Rig rig, String name, Size size, boolean gradient, Input input, int threads) {
    var convolution = convolution(size.channels, size.extent);
    double flop = 2e-9 * IMAGES * convolution.windows().count() * convolution.weights();
    try (var tensors = new Tensors()) {
      var images = new int[] {IMAGES, size.extent, size.extent, size.channels};
      var numbers = tensors.dense(images);
      var x = input.density < 1 ? tensors.spikes(input.density, images) : numbers;
      var weight = tensors.dense((int) convolution.weights());
      var y = tensors.dense(images);
      var ours = Task.of(task(rig.device(threads), convolution, gradient, x, weight, y));
      var work = new Work(flop, "GF/s");
      var target =
          input.density == 1 && size.channels > LARGEST_DENSE_TARGET
              ? OptionalDouble.empty()
              : OptionalDouble.of(input.target);
      var other = rig.nativeDevice(threads);
      if (other.device().isEmpty()) {
        var nobody = new Rival(other.description(), Optional.empty(), 0);
        return Figure.rate(name, work, rig.race(ours).getFirst(), nobody, target);
      }
      var library = other.device().get();
      var theirs = Task.ofLibrary(task(library, convolution, gradient, numbers, weight, y));
      var times = rig.race(ours, theirs);
      var rival = new Rival(other.description(), Optional.of(times.getLast()), flop);
      return Figure.rate(name, work, times.getFirst(), rival, target);
    }
  }

  /** 3×3, stride 1, padding 1, as many channels out as in. */
  static Convolution convolution(int channels, int extent) {
    var window = new Window(3, 1, 1, 1);
    return new Convolution(new Windows(extent, extent, channels, window, window), channels, 1);
  }

  private static Runnable task(
      Device device, Convolution c, boolean gradient, Tensor x, Tensor weight, Tensor y) {
    return gradient
        ? () -> device.convolveWeightGradient(c, x, y, weight)
        : () -> device.convolve(c, x, weight, y, false);
  }
}
