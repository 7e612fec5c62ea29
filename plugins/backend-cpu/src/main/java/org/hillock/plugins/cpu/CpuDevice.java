package org.hillock.plugins.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
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
import org.hillock.plugins.cpu.events.Choice;
import org.hillock.plugins.cpu.gemm.ComplexProducts;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Products;
import org.hillock.plugins.cpu.image.Convolutions;
import org.hillock.plugins.cpu.image.MaxPools;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;
import org.hillock.plugins.cpu.reduce.Bits;
import org.hillock.plugins.cpu.reduce.Moments;
import org.hillock.plugins.cpu.reduce.Reductions;
import org.hillock.plugins.cpu.scan.ScanUnit;
import org.hillock.plugins.cpu.time.DelayedSums;
import org.hillock.plugins.cpu.time.TimeConvolutions;

/** One team of threads and the scratch memory of everything that runs on it. */
final class CpuDevice implements Device {

  private final Team team;
  private final Choice choice;
  private final Products products;
  private final ComplexProducts complexProducts;
  private final Reductions reductions;
  private final Bits bits;
  private final Moments moments;
  private final Convolutions convolutions;
  private final MaxPools maxPools;
  private final TimeConvolutions timeConvolutions;
  private final DelayedSums delayedSums;
  private final ScanUnit scans;

  CpuDevice(int threads) {
    team = new Team(threads);
    var gemm = new Gemm(team);
    choice = new Choice();
    products = new Products(team, gemm, choice);
    complexProducts = new ComplexProducts(team);
    reductions = new Reductions(team);
    bits = new Bits(team);
    moments = new Moments(team);
    convolutions = new Convolutions(team, gemm, products, choice);
    maxPools = new MaxPools(team);
    timeConvolutions = new TimeConvolutions(team);
    delayedSums = new DelayedSums(team);
    scans = new ScanUnit(team);
  }

  @Override
  public String description() {
    return "cpu, %d-bit vectors, %d thread%s"
        .formatted(Lanes.SPECIES.vectorBitSize(), threads(), threads() == 1 ? "" : "s");
  }

  @Override
  public List<String> choices() {
    return choice.report();
  }

  @Override
  public int threads() {
    return team.threads();
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
    products.run(
        transposeA, transposeB, m, n, k, a.segment(), b.segment(), c.segment(), accumulate);
  }

  private static void requireSize(String where, String what, Tensor t, long size) {
    if (t.size() != size) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "%s: the %s needs %d elements, %s has %d".formatted(where, what, size, t, t.size()));
    }
  }

  @Override
  public void multiply(ComplexProduct product, Tensor a, Tensor b, Tensor c) {
    int count = product.count(a, b, c);
    complexProducts.run(product, count, a.segment(), b.segment(), c.segment());
  }

  @Override
  public void moments(Tensor x, Tensor mean, Tensor variance) {
    if (x.size() % mean.size() != 0 || variance.size() != mean.size()) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "moments: %s has no whole number of rows as long as mean %s and variance %s"
              .formatted(x, mean, variance));
    }
    moments.run(x.segment(), Math.toIntExact(mean.size()), mean.segment(), variance.segment());
  }

  @Override
  public double sum(Tensor x) {
    return reductions.sum(x.segment());
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return reductions.sumOfSquares(x.segment());
  }

  @Override
  public long countNonZero(Tensor x) {
    return reductions.countNonZero(x.segment());
  }

  @Override
  public void countNonZero(Tensor x, Tensor counts) {
    if (x.size() % counts.size() != 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "counts: %s has no whole number of rows as long as %s".formatted(x, counts));
    }
    reductions.countNonZero(x.segment(), counts.segment());
  }

  @Override
  public void packBits(Tensor x, MemorySegment bits) {
    requireWords(x, bits);
    this.bits.pack(x.segment(), bits);
  }

  @Override
  public void unpackBits(MemorySegment bits, float value, Tensor x) {
    requireWords(x, bits);
    this.bits.unpack(bits, value, x.segment());
  }

  private static void requireWords(Tensor x, MemorySegment bits) {
    long words = Math.ceilDiv(x.size(), Long.SIZE);
    if (bits.byteSize() != words * Long.BYTES) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "the bits of %s are %d words of 8 bytes, got %d bytes"
              .formatted(x, words, bits.byteSize()));
    }
  }

  @Override
  public void addTo(Tensor x, Tensor y) {
    if (x.size() != y.size()) {
      throw new HillockException(ErrorCode.SHAPE_MISMATCH, "cannot add %s to %s".formatted(x, y));
    }
    reductions.addTo(x.segment(), y.segment());
  }

  @Override
  public void parallel(int parts, IntConsumer part) {
    team.run(parts, (i, worker) -> part.accept(i));
  }

  @Override
  public void convolveInTime(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    timeConvolutions.forward(x, taps, lead, y, accumulate);
  }

  @Override
  public void convolveInTimeTapGradient(
      Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    timeConvolutions.tapGradient(x, dy, lead, dtaps, accumulate);
  }

  @Override
  public void sumDelayed(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    delayedSums.run(earlier, x, weights, delays, y);
  }

  @Override
  public void convolve(
      Convolution convolution, Tensor x, Tensor weight, Tensor y, boolean accumulate) {
    requireSizes(convolution, x, weight, y);
    convolutions.forward(
        convolution, x.segment(), weight.segment(), Optional.empty(), y.segment(), accumulate);
  }

  @Override
  public void convolve(Convolution convolution, Tensor x, Tensor weight, Tensor bias, Tensor y) {
    requireSizes(convolution, x, weight, y);
    requireSize("convolution", "bias", bias, convolution.out());
    convolutions.forward(
        convolution,
        x.segment(),
        weight.segment(),
        Optional.of(bias.segment()),
        y.segment(),
        false);
  }

  @Override
  public void convolveInputGradient(Convolution convolution, Tensor dy, Tensor weight, Tensor dx) {
    requireSizes(convolution, dx, weight, dy);
    convolutions.inputGradient(convolution, dy.segment(), weight.segment(), dx.segment());
  }

  @Override
  public void convolveWeightGradient(Convolution convolution, Tensor x, Tensor dy, Tensor dw) {
    requireSizes(convolution, x, dw, dy);
    convolutions.weightGradient(convolution, x.segment(), dy.segment(), dw.segment());
  }

  private static void requireSizes(Convolution c, Tensor x, Tensor weight, Tensor y) {
    long images = x.size() / c.windows().imageSize();
    requireSize("convolution", "input", x, images * c.windows().imageSize());
    requireSize("convolution", "weight", weight, c.weights());
    requireSize("convolution", "output", y, images * c.outputSize());
  }

  @Override
  public void maxPool(Windows windows, Tensor x, Tensor y) {
    requireSizes(windows, x, y);
    maxPools.forward(windows, x.segment(), y.segment());
  }

  @Override
  public void maxPoolGradient(Windows windows, Tensor x, Tensor dy, Tensor dx) {
    requireSizes(windows, x, dy);
    requireSize("pooling", "input gradient", dx, x.size());
    maxPools.backward(windows, x.segment(), dy.segment(), dx.segment());
  }

  private static void requireSizes(Windows w, Tensor x, Tensor y) {
    long images = x.size() / w.imageSize();
    requireSize("pooling", "input", x, images * w.imageSize());
    requireSize("pooling", "output", y, images * w.count() * w.channels());
  }

  @Override
  public void rowMeans(Tensor x, int columns, Tensor y) {
    requireSize("row means", "input", x, x.size() / columns * columns);
    requireSize("row means", "output", y, x.size());
    reductions.rowMeans(x.segment(), columns, y.segment());
  }

  @Override
  public ScanKernel compile(ScanProgram program) {
    return scans.compile(program);
  }

  @Override
  public void close() {
    team.close();
  }
}
