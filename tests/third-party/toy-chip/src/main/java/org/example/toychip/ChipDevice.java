package org.example.toychip;

import java.lang.foreign.Arena;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Tensor;

/** The chip at work. Sums are in double precision and in one order, on one thread. */
final class ChipDevice implements Device {

  private static final float LEVELS = 8;

  private final int fanIn;

  ChipDevice(int fanIn) {
    this.fanIn = fanIn;
  }

  @Override
  public String description() {
    return "toy chip, weights of 4 bits, fan-in %d, simulated".formatted(fanIn);
  }

  @Override
  public int threads() {
    return 1;
  }

  private static float onChip(float weight) {
    return Math.clamp(Math.round(weight * LEVELS), -8, 7) / LEVELS;
  }

  private void requireFit(int synapses) {
    if (synapses > fanIn) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "a neuron of the toy chip joins at most %d inputs, this layer needs %d; make it smaller"
              .formatted(fanIn, synapses));
    }
  }

  /** A product of two plain operands is a layer's forward pass: {@code b} holds its weights. */
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
    boolean forward = !transposeA && !transposeB;
    if (forward) {
      requireFit(k);
    }
    float[] left = a.toArray();
    float[] right = b.toArray();
    for (int i = 0; forward && i < right.length; i++) {
      right[i] = onChip(right[i]);
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = accumulate ? c.get((long) i * n + j) : 0;
        for (int l = 0; l < k; l++) {
          float x = left[transposeA ? l * m + i : i * k + l];
          sum += (double) x * right[transposeB ? j * k + l : l * n + j];
        }
        c.set((long) i * n + j, (float) sum);
      }
    }
  }

  @Override
  public void convolve(Convolution c, Tensor x, Tensor weight, Tensor y, boolean accumulate) {
    requireFit(c.windows().taps() * c.groupChannels());
    try (var arena = Arena.ofConfined()) {
      var rounded = Tensor.of(arena.allocate(weight.size() * Float.BYTES, 64), weight.shape());
      for (long i = 0; i < weight.size(); i++) {
        rounded.set(i, onChip(weight.get(i)));
      }
      Device.super.convolve(c, x, rounded, y, accumulate);
    }
  }

  @Override
  public void moments(Tensor x, Tensor mean, Tensor variance) {
    int columns = Math.toIntExact(mean.size());
    long rows = x.size() / columns;
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (long i = 0; i < rows; i++) {
        sum += x.get(i * columns + j);
      }
      double squares = 0;
      for (long i = 0; i < rows; i++) {
        double d = x.get(i * columns + j) - sum / rows;
        squares += d * d;
      }
      mean.set(j, (float) (sum / rows));
      variance.set(j, (float) (squares / rows));
    }
  }

  @Override
  public double sum(Tensor x) {
    double sum = 0;
    for (long i = 0; i < x.size(); i++) {
      sum += x.get(i);
    }
    return sum;
  }

  @Override
  public double sumOfSquares(Tensor x) {
    double sum = 0;
    for (long i = 0; i < x.size(); i++) {
      sum += (double) x.get(i) * x.get(i);
    }
    return sum;
  }

  @Override
  public long countNonZero(Tensor x) {
    long count = 0;
    for (long i = 0; i < x.size(); i++) {
      count += x.get(i) == 0 ? 0 : 1;
    }
    return count;
  }

  @Override
  public void addTo(Tensor x, Tensor y) {
    for (long i = 0; i < x.size(); i++) {
      y.set(i, y.get(i) + x.get(i));
    }
  }

  @Override
  public ScanKernel compile(ScanProgram program) {
    return new ChipScan(program);
  }

  @Override
  public void close() {}
}
