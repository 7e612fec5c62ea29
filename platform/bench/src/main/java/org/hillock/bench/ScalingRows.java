package org.hillock.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.hillock.api.backend.Device;
import org.hillock.api.network.NeuronModel;

/** The same work on one thread and on all. Memory bounds scans, so that they have no target. */
final class ScalingRows {

  private static final double SHARE = 0.9;
  private static final int IMAGES = 32;

  private ScalingRows() {}

  static List<Row> of(Rig rig) {
    if (rig.threads() == 1) {
      return List.of();
    }
    var whole = OptionalDouble.of(SHARE * rig.threads());
    var none = OptionalDouble.empty();
    int rows = EventRows.ROWS;
    int features = EventRows.FEATURES;
    var events = "event-%dx%dx%d-5%%".formatted(rows, features, features);
    return List.of(
        row(rig, "gemm-1024x1024x1024", whole, (d, tensors) -> gemm(d, tensors, 1024, 1024, 1)),
        row(rig, events, whole, (d, tensors) -> gemm(d, tensors, rows, features, 0.05)),
        row(rig, "conv-32x32x64", whole, (d, tensors) -> convolution(d, tensors, 1)),
        row(rig, "conv-32x32x64-10%", whole, (d, tensors) -> convolution(d, tensors, 0.1)),
        row(rig, "scan-lif-100x65536", none, (d, tensors) -> scan(rig, "lif", d, tensors)),
        row(rig, "scan-adex-100x65536", none, (d, tensors) -> scan(rig, "adex", d, tensors)));
  }

  private static Row row(
      Rig rig, String work, OptionalDouble target, BiFunction<Device, Tensors, Runnable> task) {
    return new Row(
        "scaling/%s/t%d".formatted(work, rig.threads()), name -> measure(rig, name, target, task));
  }

  private static Figure measure(
      Rig rig, String name, OptionalDouble target, BiFunction<Device, Tensors, Runnable> task) {
    try (var tensors = new Tensors()) {
      var all = Task.of(task.apply(rig.device(rig.threads()), tensors));
      var one = Task.of(task.apply(rig.device(1), tensors));
      var times = rig.race(all, one);
      return Figure.time(name, times.getFirst(), times.getLast(), target, "1 thread");
    }
  }

  private static Runnable gemm(Device device, Tensors tensors, int m, int n, double density) {
    var a = density < 1 ? tensors.spikes(density, m, n) : tensors.dense(m, n);
    var b = tensors.dense(n, n);
    var c = tensors.zeros(m, n);
    return () -> device.gemm(false, false, m, n, n, a, b, c, false);
  }

  private static Runnable convolution(Device device, Tensors tensors, double density) {
    var c = ConvolutionRows.convolution(64, 32);
    var x =
        density < 1
            ? tensors.spikes(density, IMAGES, 32, 32, 64)
            : tensors.dense(IMAGES, 32, 32, 64);
    var weight = tensors.dense((int) c.weights());
    var y = tensors.zeros(IMAGES, 32, 32, 64);
    return () -> device.convolve(c, x, weight, y, false);
  }

  private static Runnable scan(Rig rig, String neuron, Device device, Tensors tensors) {
    var model = rig.component(NeuronModel.class, neuron);
    var scan = new ScanTask(model, 2, 100, 65_536, device, tensors);
    return () -> {
      scan.forward();
      scan.backward();
    };
  }
}
