package org.hillock.plugins.onednn;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ComplexProduct;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.backend.Windows;
import org.hillock.api.tensor.Tensor;

/** oneDNN's dense products before another device, which computes all the rest. */
final class OneDnnDevice implements Device {

  /** Multiplications below which a product is too short to look at its operand's zeros. */
  private static final long LARGE = 1L << 24;

  private final Engine engine;
  private final Device other;
  private final double sparse;
  private final Products products;
  private final Convolutions convolutions;

  /** Over a device that is then closed with this one. */
  OneDnnDevice(Engine engine, Device other, double sparse) {
    this.engine = engine;
    this.other = other;
    this.sparse = sparse;
    products = new Products(engine);
    convolutions = new Convolutions(engine);
  }

  @Override
  public String description() {
    return "oneDNN %s for %s (bits hold for this machine and number of threads only); else %s"
        .formatted(
            engine.version(),
            sparse > 0
                ? "products of inputs denser than " + sparse
                : "matrix products and convolutions",
            other.description());
  }

  @Override
  public List<String> choices() {
    return other.choices();
  }

  @Override
  public int threads() {
    return other.threads();
  }

  private boolean isSparse(double multiplications, MemorySegment input) {
    return sparse > 0 && multiplications >= LARGE && Density.of(input) < sparse;
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      Tensor a,
      Tensor b,
      Tensor c,
      boolean accumulate) {
    requireSize("matrix product", "left operand", a, (long) m * k);
    requireSize("matrix product", "right operand", b, (long) k * n);
    requireSize("matrix product", "product", c, (long) m * n);
    if (!transposeB && isSparse((double) m * n * k, a.segment())) {
      other.gemm(transposeA, transposeB, m, n, k, a, b, c, accumulate);
    } else {
      var key = new Products.Key(transposeA, transposeB, m, n, k, accumulate);
      products.run(key, a.segment(), b.segment(), c.segment());
    }
  }

  private static void requireSize(String where, String what, Tensor t, long size) {
    if (t.size() != size) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "%s: the %s needs %d elements, %s has %d".formatted(where, what, size, t, t.size()));
    }
  }

  @Override
  public void parallel(int parts, IntConsumer part) {
    other.parallel(parts, part);
  }

  @Override
  public void convolveInTime(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    other.convolveInTime(x, taps, lead, y, accumulate);
  }

  @Override
  public void convolveInTimeTapGradient(
      Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    other.convolveInTimeTapGradient(x, dy, lead, dtaps, accumulate);
  }

  @Override
  public void sumDelayed(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    other.sumDelayed(earlier, x, weights, delays, y);
  }

  @Override
  public void convolve(
      Convolution convolution, Tensor x, Tensor weight, Tensor y, boolean accumulate) {
    requireSizes(convolution, x, weight, y);
    if (isSparse(multiplications(convolution, y), x.segment())) {
      other.convolve(convolution, x, weight, y, accumulate);
    } else {
      var kind = accumulate ? ConvolutionPlan.Kind.ACCUMULATE : ConvolutionPlan.Kind.FORWARD;
      convolutions.run(kind, convolution, x.segment(), weight.segment(), y.segment());
    }
  }

  @Override
  public void convolve(Convolution convolution, Tensor x, Tensor weight, Tensor bias, Tensor y) {
    requireSizes(convolution, x, weight, y);
    if (isSparse(multiplications(convolution, y), x.segment())) {
      other.convolve(convolution, x, weight, bias, y);
    } else {
      Device.super.convolve(convolution, x, weight, bias, y);
    }
  }

  @Override
  public void convolveInputGradient(Convolution convolution, Tensor dy, Tensor weight, Tensor dx) {
    requireSizes(convolution, dx, weight, dy);
    convolutions.run(
        ConvolutionPlan.Kind.INPUT_GRADIENT,
        convolution,
        dx.segment(),
        weight.segment(),
        dy.segment());
  }

  @Override
  public void convolveWeightGradient(Convolution convolution, Tensor x, Tensor dy, Tensor dw) {
    requireSizes(convolution, x, dw, dy);
    if (isSparse(multiplications(convolution, dy), x.segment())) {
      other.convolveWeightGradient(convolution, x, dy, dw);
    } else {
      convolutions.run(
          ConvolutionPlan.Kind.WEIGHT_GRADIENT,
          convolution,
          x.segment(),
          dw.segment(),
          dy.segment());
    }
  }

  private static void requireSizes(Convolution c, Tensor x, Tensor weight, Tensor y) {
    long images = x.size() / c.windows().imageSize();
    requireSize("convolution", "input", x, images * c.windows().imageSize());
    requireSize("convolution", "weight", weight, c.weights());
    requireSize("convolution", "output", y, images * c.outputSize());
  }

  private static double multiplications(Convolution c, Tensor y) {
    return (double) y.size() / c.out() * c.weights();
  }

  @Override
  public void multiply(ComplexProduct product, Tensor a, Tensor b, Tensor c) {
    other.multiply(product, a, b, c);
  }

  @Override
  public void moments(Tensor x, Tensor mean, Tensor variance) {
    other.moments(x, mean, variance);
  }

  @Override
  public double sum(Tensor x) {
    return other.sum(x);
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return other.sumOfSquares(x);
  }

  @Override
  public long countNonZero(Tensor x) {
    return other.countNonZero(x);
  }

  @Override
  public void countNonZero(Tensor x, Tensor counts) {
    other.countNonZero(x, counts);
  }

  @Override
  public void packBits(Tensor x, MemorySegment bits) {
    other.packBits(x, bits);
  }

  @Override
  public void unpackBits(MemorySegment bits, float value, Tensor x) {
    other.unpackBits(bits, value, x);
  }

  @Override
  public void addTo(Tensor x, Tensor y) {
    other.addTo(x, y);
  }

  @Override
  public void maxPool(Windows windows, Tensor x, Tensor y) {
    other.maxPool(windows, x, y);
  }

  @Override
  public void maxPoolGradient(Windows windows, Tensor x, Tensor dy, Tensor dx) {
    other.maxPoolGradient(windows, x, dy, dx);
  }

  @Override
  public void rowMeans(Tensor x, int columns, Tensor y) {
    other.rowMeans(x, columns, y);
  }

  @Override
  public ScanKernel compile(ScanProgram program) {
    return other.compile(program);
  }

  @Override
  public void close() {
    engine.close();
    other.close();
  }
}
