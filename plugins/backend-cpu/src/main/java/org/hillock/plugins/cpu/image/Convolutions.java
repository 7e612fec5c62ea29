package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.hillock.api.backend.Convolution;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Convolutions on one team, each of its three products a matrix product for each group; with one
 * channel a group, sums over vectors of channels instead.
 */
public final class Convolutions {

  /** What is looked up for a convolution, made once. */
  private record Shape(Field forward, Field adjoint) {}

  private final Gemm gemm;
  private final Depthwise depthwise;
  private final Map<Convolution, Shape> shapes = new HashMap<>();

  /** Convolutions whose products are those of {@code gemm}, on the same team. */
  public Convolutions(Team team, Gemm gemm) {
    this.gemm = gemm;
    depthwise = new Depthwise(team);
  }

  private Shape shape(Convolution c) {
    return shapes.computeIfAbsent(
        c, k -> new Shape(Field.forward(k.windows()), Field.adjoint(k.windows())));
  }

  private static boolean isDepthwise(Convolution c) {
    return c.groups() == c.windows().channels() && c.groups() == c.out();
  }

  private static long images(MemorySegment memory, long size) {
    return memory.byteSize() / 4 / size;
  }

  /** See {@link org.hillock.api.backend.Device#convolve}. */
  public void forward(
      Convolution c, MemorySegment x, MemorySegment weight, MemorySegment y, boolean accumulate) {
    var field = shape(c).forward;
    if (isDepthwise(c)) {
      depthwise.gather(field, c.out(), x, weight, y, accumulate);
      return;
    }
    int channels = c.groupChannels();
    int out = c.groupOut();
    int pixels = Math.toIntExact(images(y, c.out()));
    for (int g = 0; g < c.groups(); g++) {
      gemm.run(
          pixels,
          out,
          field.taps() * channels,
          new Patches(x, field, c.windows().channels(), g * channels, channels, false),
          new Matrix(weight, (long) g * out, c.out(), false),
          new Matrix(y, (long) g * out, c.out(), false),
          accumulate);
    }
  }

  /** See {@link org.hillock.api.backend.Device#convolveInputGradient}. */
  public void inputGradient(
      Convolution c, MemorySegment dy, MemorySegment weight, MemorySegment dx) {
    var field = shape(c).adjoint;
    if (isDepthwise(c)) {
      depthwise.gather(field, c.out(), dy, weight, dx, false);
      return;
    }
    int channels = c.groupChannels();
    int out = c.groupOut();
    int all = c.windows().channels();
    int pixels = Math.toIntExact(images(dx, all));
    for (int g = 0; g < c.groups(); g++) {
      gemm.run(
          pixels,
          channels,
          field.taps() * out,
          new Patches(dy, field, c.out(), g * out, out, false),
          new AdjointWeights(weight, channels, c.out(), g * out, out),
          new Matrix(dx, (long) g * channels, all, false),
          false);
    }
  }

  /** See {@link org.hillock.api.backend.Device#convolveWeightGradient}. */
  public void weightGradient(Convolution c, MemorySegment x, MemorySegment dy, MemorySegment dw) {
    var field = shape(c).forward;
    if (isDepthwise(c)) {
      depthwise.weightGradient(field, c.out(), x, dy, dw);
      return;
    }
    int channels = c.groupChannels();
    int out = c.groupOut();
    int pixels = Math.toIntExact(images(dy, c.out()));
    for (int g = 0; g < c.groups(); g++) {
      gemm.run(
          field.taps() * channels,
          out,
          pixels,
          new Patches(x, field, c.windows().channels(), g * channels, channels, true),
          new Matrix(dy, (long) g * out, c.out(), false),
          new Matrix(dw, (long) g * out, c.out(), false),
          false);
    }
  }
}
