package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.plugins.cpu.events.Choice;
import org.hillock.plugins.cpu.events.Density;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.gemm.Products;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Convolutions on one team, each of its three products a matrix product for each group; with one
 * channel a group, sums over vectors of channels instead. Where most of the input is zero and that
 * is faster, products look at its events only; so does the input's gradient, at those of the
 * output's, which neurons far from their threshold leave zero. While the other operand is finite
 * the bits are the same either way.
 */
public final class Convolutions {

  /** Below this many multiplications looking at the input costs more than it may give. */
  private static final long LARGE = 1 << 21;

  /** What is looked up for a convolution, made once. */
  private record Shape(Field forward, Field adjoint, Taps taps) {}

  private final Team team;
  private final Gemm gemm;
  private final Products products;
  private final Choice choice;
  private final Gathers gathers = new Gathers();
  private final EventConvolution events;
  private final EventWeightGradient eventGradient;
  private final Depthwise depthwise;
  private final Map<Convolution, Shape> shapes = new HashMap<>();

  /**
   * Convolutions whose products are those of {@code gemm} and {@code products}, on the same team.
   */
  public Convolutions(Team team, Gemm gemm, Products products, Choice choice) {
    this.team = team;
    this.gemm = gemm;
    this.products = products;
    this.choice = choice;
    events = new EventConvolution(team, gathers);
    eventGradient = new EventWeightGradient(team);
    depthwise = new Depthwise(team);
  }

  private Shape shape(Convolution c) {
    return shapes.computeIfAbsent(
        c,
        k ->
            new Shape(
                Field.forward(k.windows()),
                Field.adjoint(k.windows()),
                Taps.of(k.windows(), k.out(), gathers)));
  }

  private static boolean isDepthwise(Convolution c) {
    return c.groups() == c.windows().channels() && c.groups() == c.out();
  }

  /** Whether every pixel is by itself: matrix products of tensors as they are. */
  private static boolean isPointwise(Convolution c) {
    var point = new Window(1, 1, 0, 1);
    var w = c.windows();
    return c.groups() == 1 && w.rows().equals(point) && w.columns().equals(point);
  }

  private static double density(MemorySegment x, int channels) {
    int pixels = Math.toIntExact(images(x, channels));
    return Density.estimate(x, 0, 4L * channels, pixels, channels);
  }

  private static long images(MemorySegment memory, long size) {
    return memory.byteSize() / 4 / size;
  }

  /**
   * See {@link org.hillock.api.backend.Device#convolve}.
   *
   * @param bias what {@code y} begins with, if it does not begin with zeros or what it holds
   */
  public void forward(
      Convolution c,
      MemorySegment x,
      MemorySegment weight,
      Optional<MemorySegment> bias,
      MemorySegment y,
      boolean accumulate) {
    var field = shape(c).forward;
    int channels = c.windows().channels();
    int pixels = Math.toIntExact(images(y, c.out()));
    if (isDepthwise(c) || isPointwise(c) || c.groups() > 1 || pixels * c.weights() < LARGE) {
      denseForward(c, field, pixels, x, weight, bias, y, accumulate);
      return;
    }
    double density = density(x, channels);
    choice.run(
        "convolution",
        pixels,
        c.out(),
        field.taps() * channels,
        density,
        () -> denseForward(c, field, pixels, x, weight, bias, y, accumulate),
        () -> {
          var right = new Matrix(weight, 0, c.out(), false);
          events.run(field, channels, c.out(), density, x, right, bias, y, accumulate);
        });
  }

  private void denseForward(
      Convolution c,
      Field field,
      int pixels,
      MemorySegment x,
      MemorySegment weight,
      Optional<MemorySegment> bias,
      MemorySegment y,
      boolean accumulate) {
    if (bias.isPresent()) {
      repeat(bias.get(), y);
    }
    boolean add = accumulate || bias.isPresent();
    if (isDepthwise(c)) {
      depthwise.gather(field, c.out(), x, weight, y, add);
    } else if (isPointwise(c)) {
      int channels = c.windows().channels();
      products.run(false, false, pixels, c.out(), channels, x, weight, y, add);
    } else {
      productForward(c, field, pixels, x, weight, y, add);
    }
  }

  private void repeat(MemorySegment row, MemorySegment y) {
    long bytes = row.byteSize();
    int rows = Math.toIntExact(y.byteSize() / bytes);
    int parts = Math.min(rows, 8 * team.threads());
    team.run(
        parts,
        (part, worker) -> {
          for (int i = share(rows, part, parts), end = share(rows, part + 1, parts); i < end; i++) {
            MemorySegment.copy(row, 0, y, i * bytes, bytes);
          }
        });
  }

  private static int share(int all, int part, int parts) {
    return (int) ((long) all * part / parts);
  }

  private void productForward(
      Convolution c,
      Field field,
      int pixels,
      MemorySegment x,
      MemorySegment weight,
      MemorySegment y,
      boolean accumulate) {
    int channels = c.groupChannels();
    int out = c.groupOut();
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
    if (isPointwise(c)) {
      products.run(false, true, pixels, all, out, dy, weight, dx, false);
      return;
    }
    if (c.groups() > 1 || pixels * c.weights() < LARGE) {
      denseInputGradient(c, field, pixels, dy, weight, dx);
      return;
    }
    double density = density(dy, out);
    choice.run(
        "input gradient of a convolution",
        pixels,
        all,
        field.taps() * out,
        density,
        () -> denseInputGradient(c, field, pixels, dy, weight, dx),
        () -> {
          var right = new AdjointWeights(weight, channels, out, 0, out);
          events.run(field, out, all, density, dy, right, Optional.empty(), dx, false);
        });
  }

  private void denseInputGradient(
      Convolution c,
      Field field,
      int pixels,
      MemorySegment dy,
      MemorySegment weight,
      MemorySegment dx) {
    int channels = c.groupChannels();
    int out = c.groupOut();
    int all = c.windows().channels();
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
    var shape = shape(c);
    var field = shape.forward;
    int channels = c.windows().channels();
    int pixels = Math.toIntExact(images(dy, c.out()));
    if (isDepthwise(c)) {
      depthwise.weightGradient(field, c.out(), x, dy, dw);
    } else if (isPointwise(c)) {
      products.run(true, false, channels, c.out(), pixels, x, dy, dw, false);
    } else if (c.groups() > 1 || pixels * c.weights() < LARGE || !shape.taps.fits()) {
      denseWeightGradient(c, field, pixels, x, dy, dw);
    } else {
      choice.run(
          "weight gradient of a convolution",
          field.taps() * channels,
          c.out(),
          pixels,
          density(x, channels),
          () -> denseWeightGradient(c, field, pixels, x, dy, dw),
          () -> eventGradient.run(shape.taps, channels, c.out(), x, dy, dw));
    }
  }

  private void denseWeightGradient(
      Convolution c, Field field, int pixels, MemorySegment x, MemorySegment dy, MemorySegment dw) {
    int channels = c.groupChannels();
    int out = c.groupOut();
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
