package org.hillock.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;

/**
 * One call of a device at one size.
 *
 * @param group which of a device's methods it calls
 * @param name what it is, for messages
 * @param tolerance how far results may be from the reference's, of 1 or the value
 * @param call makes the call on arguments of its own; gives all it wrote
 */
record Kernel(String group, String name, double tolerance, Function<Device, List<Tensor>> call) {

  private static final int[] SIZES = {1, 3, 17, 255, 4097};
  private static final int[][] PRODUCTS = {
    {1, 1, 1}, {3, 17, 5}, {6, 64, 33}, {17, 3, 385}, {70, 70, 16}, {1, 784, 40}, {255, 66, 48}
  };
  private static final int[][] POPULATIONS = {{1, 1}, {3, 3}, {17, 1}, {255, 15}, {2049, 683}};

  /** Every kernel at awkward sizes. */
  static List<Kernel> all() {
    var all = new ArrayList<Kernel>();
    for (int[] size : PRODUCTS) {
      for (int variant = 0; variant < 8; variant++) {
        all.add(product(size, variant, variant % 3 == 1 ? 0.05 : 1));
      }
    }
    for (int size : SIZES) {
      all.add(reductions(size));
      all.add(moments(size, 10));
      all.add(rowMeans(size));
      all.add(bits(size));
    }
    convolutions().forEach(c -> all.addAll(List.of(convolution(c, 1), convolution(c, 0.05))));
    pools().forEach(w -> all.add(pool(w)));
    for (var program : ScanPrograms.all()) {
      for (int[] size : POPULATIONS) {
        all.add(scan(program, size[0], size[1]));
      }
    }
    return all;
  }

  private static Kernel product(int[] size, int variant, double density) {
    int m = size[0];
    int n = size[1];
    int k = size[2];
    boolean transposeA = (variant & 1) != 0;
    boolean transposeB = (variant & 2) != 0;
    boolean accumulate = (variant & 4) != 0;
    var name = "%d×%d×%d".formatted(m, n, k) + (transposeA ? ", a transposed" : "");
    return new Kernel(
        "matrix products",
        name + (transposeB ? ", b transposed" : "") + (accumulate ? ", accumulated" : ""),
        1e-6 * Math.sqrt(k) + 1e-6,
        device -> {
          var a = density < 1 ? Tensors.spikes(1, density, m, k) : Tensors.random(1, -1, 1, m, k);
          var b = weights(k, n);
          var c = Tensors.random(3, -1, 1, m, n);
          device.gemm(transposeA, transposeB, m, n, k, a, b, c, accumulate);
          return List.of(c);
        });
  }

  /** Sixteen levels, which hardware with few bits holds without loss. */
  private static Tensor weights(int... dims) {
    var weights = Tensors.random(2, -1, 1, dims);
    for (long i = 0; i < weights.size(); i++) {
      weights.set(i, (float) Math.floor(8 * weights.get(i)) / 8);
    }
    return weights;
  }

  private static Kernel reductions(int size) {
    return new Kernel(
        "sums",
        "of %d elements".formatted(size),
        1e-5,
        device -> {
          var x = Tensors.random(1, -1, 1, size);
          for (int i = 0; i < size; i += 3) {
            x.set(i, i % 2 == 0 ? 0f : -0f);
          }
          var y = Tensors.random(2, -1, 1, size);
          device.addTo(x, y);
          var sums = Tensors.zeros(3);
          sums.set(0, (float) device.sum(x));
          sums.set(1, (float) device.sumOfSquares(x));
          sums.set(2, device.countNonZero(x));
          return List.of(y, sums);
        });
  }

  /** There and back; what is packed alone is bits, which are no numbers to compare. */
  private static Kernel bits(int size) {
    return new Kernel(
        "bits",
        "of %d elements".formatted(size),
        0,
        device -> {
          var bits = Tensors.zeros(2 * Math.ceilDiv(size, Long.SIZE));
          bits.fill(1);
          device.packBits(Tensors.spikes(1, 0.3, size), bits.segment());
          var y = Tensors.random(2, -1, 1, size);
          device.unpackBits(bits.segment(), 1.25f, y);
          return List.of(y);
        });
  }

  /** Far from zero, where a formula of one pass cancels. */
  private static Kernel moments(int rows, int columns) {
    return new Kernel(
        "moments",
        "of %d×%d".formatted(rows, columns),
        1e-5,
        device -> {
          var mean = Tensors.zeros(columns);
          var variance = Tensors.zeros(columns);
          device.moments(Tensors.random(1, 100, 101, rows, columns), mean, variance);
          return List.of(mean, variance);
        });
  }

  private static Kernel rowMeans(int columns) {
    return new Kernel(
        "means of rows",
        "of %d elements".formatted(columns),
        1e-6,
        device -> {
          var y = Tensors.zeros(7, columns);
          device.rowMeans(Tensors.random(1, -1, 1, 7, columns), columns, y);
          return List.of(y);
        });
  }

  private static List<Convolution> convolutions() {
    var same = new Window(3, 1, 1, 1);
    var strided = new Window(3, 2, 1, 1);
    var dilated = new Window(3, 1, 2, 2);
    return List.of(
        new Convolution(new Windows(1, 1, 1, new Window(1, 1, 0, 1), new Window(1, 1, 0, 1)), 1, 1),
        new Convolution(new Windows(6, 6, 20, same, same), 33, 1),
        new Convolution(new Windows(5, 7, 3, strided, strided), 5, 1),
        new Convolution(new Windows(5, 7, 4, dilated, strided), 6, 2),
        new Convolution(new Windows(7, 5, 6, new Window(2, 3, 0, 1), dilated), 9, 3),
        new Convolution(new Windows(2, 2, 2, new Window(1, 1, 2, 1), same), 4, 1),
        new Convolution(new Windows(6, 6, 37, same, same), 37, 37));
  }

  private static Kernel convolution(Convolution c, double density) {
    var w = c.windows();
    int images = 3;
    return new Kernel(
        "convolutions",
        c.toString(),
        1e-5,
        device -> {
          int[] in = {images, w.height(), w.width(), w.channels()};
          int[] out = {images, w.outHeight(), w.outWidth(), c.out()};
          var x = density < 1 ? Tensors.spikes(1, density, in) : Tensors.random(1, -1, 1, in);
          var weight = weights((int) c.weights());
          var y = Tensors.random(3, -1, 1, out);
          device.convolve(c, x, weight, y, density < 1);
          var dy = Tensors.random(4, -1, 1, out);
          var dx = Tensors.random(5, -1, 1, in);
          var dw = Tensors.random(6, -1, 1, (int) c.weights());
          device.convolveInputGradient(c, dy, weight, dx);
          device.convolveWeightGradient(c, x, dy, dw);
          return List.of(y, dx, dw);
        });
  }

  private static List<Windows> pools() {
    var two = new Window(2, 2, 0, 1);
    var overlapping = new Window(3, 2, 1, 1);
    return List.of(
        new Windows(1, 1, 1, new Window(1, 1, 0, 1), new Window(1, 1, 0, 1)),
        new Windows(5, 7, 3, two, two),
        new Windows(5, 7, 33, overlapping, two));
  }

  /** Few different values, as spikes have: many are equal. */
  private static Kernel pool(Windows w) {
    return new Kernel(
        "largest elements",
        w.toString(),
        1e-6,
        device -> {
          var x = Tensors.random(1, -2, 2, 3, w.height(), w.width(), w.channels());
          for (long i = 0; i < x.size(); i++) {
            x.set(i, Math.round(x.get(i)));
          }
          var y = Tensors.zeros(3, w.outHeight(), w.outWidth(), w.channels());
          var dx = Tensors.random(2, -1, 1, x.shape().dims());
          device.maxPool(w, x, y);
          device.maxPoolGradient(w, x, Tensors.random(3, -1, 1, y.shape().dims()), dx);
          return List.of(y, dx);
        });
  }

  private static Kernel scan(ScanProgram program, int neurons, int features) {
    int steps = 5;
    return new Kernel(
        "compiled scans",
        "'%s' over %d steps of %d neurons".formatted(program.name(), steps, neurons),
        2e-5 * Math.sqrt(Math.max(1, neurons * steps / features)),
        device -> {
          var scan = new ScanTensors(program, steps, neurons, features);
          scan.trainAndBack(device);
          var written = new ArrayList<Tensor>(scan.states());
          for (var role : List.of(Role.OUTPUT, Role.INPUT_GRADIENT)) {
            written.addAll(Tensors.copies(scan.rows(role)));
          }
          written.addAll(scan.gradients());
          scan.rows(Role.OUTPUT).forEach(output -> output.fill(9));
          try (var kernel = device.compile(program)) {
            scan.infer(kernel, 0, steps, Carry.NONE);
          }
          written.addAll(scan.rows(Role.OUTPUT));
          return written;
        });
  }
}
