package org.hillock.engine.reference;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Tensor;

/** Matrix products and reductions as plain loops, accumulated in double precision. */
final class ReferenceDevice implements Device {

  @Override
  public String description() {
    return "reference: scalar Java, 1 thread";
  }

  @Override
  public int threads() {
    return 1;
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
    expect("gemm", "a", a, (long) m * k);
    expect("gemm", "b", b, (long) k * n);
    expect("gemm", "c", c, (long) m * n);
    long rowOfA = transposeA ? 1 : k;
    long columnOfA = transposeA ? m : 1;
    long rowOfB = transposeB ? 1 : n;
    long columnOfB = transposeB ? k : 1;
    var sums = new double[n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        sums[j] = accumulate ? c.get((long) i * n + j) : 0;
      }
      for (int p = 0; p < k; p++) {
        double factor = a.get(i * rowOfA + p * columnOfA);
        for (int j = 0; j < n; j++) {
          sums[j] += factor * b.get(p * rowOfB + j * columnOfB);
        }
      }
      for (int j = 0; j < n; j++) {
        c.set((long) i * n + j, (float) sums[j]);
      }
    }
  }

  @Override
  public void moments(Tensor x, Tensor mean, Tensor variance) {
    int columns = Math.toIntExact(mean.size());
    expect("moments", "variance", variance, columns);
    if (x.size() % columns != 0) {
      throw mismatch("moments", "x", x, "a multiple of " + columns);
    }
    long rows = x.size() / columns;
    var means = new double[columns];
    for (long i = 0; i < x.size(); i++) {
      means[(int) (i % columns)] += x.get(i);
    }
    for (int j = 0; j < columns; j++) {
      means[j] /= rows;
    }
    var squares = new double[columns];
    for (long i = 0; i < x.size(); i++) {
      int j = (int) (i % columns);
      double deviation = x.get(i) - means[j];
      squares[j] += deviation * deviation;
    }
    for (int j = 0; j < columns; j++) {
      mean.set(j, (float) means[j]);
      variance.set(j, (float) (squares[j] / rows));
    }
  }

  @Override
  public double sum(Tensor x) {
    double sum = 0;
    for (long i = 0, n = x.size(); i < n; i++) {
      sum += x.get(i);
    }
    return sum;
  }

  @Override
  public double sumOfSquares(Tensor x) {
    double sum = 0;
    for (long i = 0, n = x.size(); i < n; i++) {
      double value = x.get(i);
      sum += value * value;
    }
    return sum;
  }

  @Override
  public long countNonZero(Tensor x) {
    long count = 0;
    for (long i = 0, n = x.size(); i < n; i++) {
      if (x.get(i) != 0) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void addTo(Tensor x, Tensor y) {
    expect("addTo", "y", y, x.size());
    for (long i = 0, n = x.size(); i < n; i++) {
      y.set(i, y.get(i) + x.get(i));
    }
  }

  @Override
  public ScanKernel compile(ScanProgram program) {
    return new ReferenceScan(program);
  }

  /** Holds nothing. */
  @Override
  public void close() {}

  private static void expect(String kernel, String argument, Tensor tensor, long size) {
    if (tensor.size() != size) {
      throw mismatch(kernel, argument, tensor, Long.toString(size));
    }
  }

  private static HillockException mismatch(
      String kernel, String argument, Tensor tensor, String expected) {
    return new HillockException(
        ErrorCode.SHAPE_MISMATCH,
        "%s: %s holds %d elements, expected %s"
            .formatted(kernel, argument, tensor.size(), expected));
  }
}
