package org.hillock.tests.conformance;

import static org.hillock.tests.conformance.Doubles.fill;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Operations without memory or parameters of their own, by their definitions. */
abstract class DoubleOperations implements NetworkBuilder {

  @Override
  public Value linear(Value x, Value weight, Optional<Value> bias) {
    int out = weight.shape().dim(1);
    var y = product(Doubles.of(x).values(), Doubles.of(weight).values(), out);
    return plus(Doubles.of(x).with(lastAxis(x.shape(), out), y), bias);
  }

  static double[] product(double[] x, double[] weight, int out) {
    int in = weight.length / out;
    var y = new double[x.length / in * out];
    for (int row = 0; row < x.length / in; row++) {
      for (int i = 0; i < in; i++) {
        for (int j = 0; j < out; j++) {
          y[row * out + j] += x[row * in + i] * weight[i * out + j];
        }
      }
    }
    return y;
  }

  private static Doubles plus(Doubles x, Optional<Value> bias) {
    return bias.isEmpty() ? x : perFeature(x, Doubles.of(bias.get()), Double::sum);
  }

  static Doubles perFeature(Doubles x, Doubles other, DoubleBinaryOperator function) {
    var a = x.values();
    var b = other.values();
    return x.with(fill(a.length, i -> function.applyAsDouble(a[i], b[i % b.length])));
  }

  @Override
  public Value embedding(Value x, Value weight) {
    int width = weight.shape().dim(1);
    var numbers = Doubles.of(x).values();
    var table = Doubles.of(weight).values();
    return Doubles.of(x)
        .with(
            Shape.of(
                IntStream.concat(Arrays.stream(x.shape().dims()), IntStream.of(width)).toArray()),
            fill(numbers.length * width, i -> table[(int) numbers[i / width] * width + i % width]));
  }

  static Windows windows(Value x, Window rows, Window columns) {
    var image = x.shape();
    return new Windows(image.dim(0), image.dim(1), image.dim(2), rows, columns);
  }

  @Override
  public Value conv2d(
      Value x, Value weight, Optional<Value> bias, Window rows, Window columns, int groups) {
    var c = new Convolution(windows(x, rows, columns), weight.shape().dim(3), groups);
    var y = DoubleImages.convolve(c, Doubles.of(x).values(), Doubles.of(weight).values());
    var shape = Shape.of(c.windows().outHeight(), c.windows().outWidth(), c.out());
    return plus(Doubles.of(x).with(shape, y), bias);
  }

  @Override
  public Value transposedConv2d(Value x, Value weight, Optional<Value> bias, Convolution of) {
    var w = of.windows();
    var y =
        DoubleImages.convolveTransposed(of, Doubles.of(x).values(), Doubles.of(weight).values());
    return plus(Doubles.of(x).with(Shape.of(w.height(), w.width(), w.channels()), y), bias);
  }

  private static Doubles pooled(Value x, Windows w, double[] y) {
    return Doubles.of(x).with(Shape.of(w.outHeight(), w.outWidth(), w.channels()), y);
  }

  @Override
  public Value averagePool2d(Value x, Window rows, Window columns) {
    int taps = rows.size() * columns.size();
    return each(sumPool2d(x, rows, columns), v -> v / taps);
  }

  @Override
  public Value sumPool2d(Value x, Window rows, Window columns) {
    var w = windows(x, rows, columns);
    return pooled(x, w, DoubleImages.sumPool(w, Doubles.of(x).values()));
  }

  @Override
  public Value maxPool2d(Value x, Window rows, Window columns) {
    var w = windows(x, rows, columns);
    return pooled(x, w, DoubleImages.maxPool(w, Doubles.of(x).values()));
  }

  static Doubles each(Value x, DoubleUnaryOperator function) {
    var values = Doubles.of(x).values();
    return Doubles.of(x).with(fill(values.length, i -> function.applyAsDouble(values[i])));
  }

  @Override
  public Value softmax(Value x) {
    return each(logSoftmax(x), Math::exp);
  }

  @Override
  public Value logSoftmax(Value x) {
    var values = Doubles.of(x).values();
    var result = new double[values.length];
    return Doubles.of(x)
        .with(
            rows(
                x,
                places -> {
                  double sum = Arrays.stream(places).mapToDouble(i -> Math.exp(values[i])).sum();
                  for (int i : places) {
                    result[i] = values[i] - Math.log(sum);
                  }
                },
                result));
  }

  /** Lets a function compute each sample's and step's last axis from its places. */
  static double[] rows(Value x, Consumer<int[]> function, double[] result) {
    int n = Doubles.of(x).width();
    for (int from = 0; from < result.length; from += n) {
      function.accept(IntStream.range(from, from + n).toArray());
    }
    return result;
  }

  @Override
  public Value concatenate(List<Value> parts) {
    var first = Doubles.of(parts.getFirst());
    int width = parts.stream().mapToInt(p -> Doubles.of(p).width()).sum();
    var y = new double[first.values().length / first.width() * width];
    int from = 0;
    for (var part : parts) {
      int n = Doubles.of(part).width();
      var values = Doubles.of(part).values();
      for (int i = 0; i < values.length; i++) {
        y[i / n * width + from + i % n] = values[i];
      }
      from += n;
    }
    return first.with(lastAxis(first.shape(), width), y);
  }

  private static Shape lastAxis(Shape shape, int width) {
    var dims = shape.dims();
    dims[dims.length - 1] = width;
    return Shape.of(dims);
  }

  @Override
  public Value slice(Value x, int from, int count) {
    int n = Doubles.of(x).width();
    var values = Doubles.of(x).values();
    return Doubles.of(x)
        .with(
            lastAxis(x.shape(), count),
            fill(values.length / n * count, i -> values[i / count * n + from + i % count]));
  }

  @Override
  public Value reshape(Value x, Shape shape) {
    return Doubles.of(x).with(shape, Doubles.of(x).values());
  }

  @Override
  public Value permute(Value x, List<Integer> axes) {
    var from = x.shape();
    var to = Shape.of(axes.stream().mapToInt(from::dim).toArray());
    int size = Math.toIntExact(from.size());
    var values = Doubles.of(x).values();
    var y = new double[values.length];
    var place = new int[from.rank()];
    for (int i = 0; i < values.length; i++) {
      for (int axis = from.rank() - 1, rest = i % size; axis >= 0; axis--) {
        place[axis] = rest % from.dim(axis);
        rest /= from.dim(axis);
      }
      int at = 0;
      for (int axis = 0; axis < axes.size(); axis++) {
        at = at * to.dim(axis) + place[axes.get(axis)];
      }
      y[i / size * size + at] = values[i];
    }
    return Doubles.of(x).with(to, y);
  }

  @Override
  public Value add(Value a, Value b) {
    return perFeature(Doubles.of(a), Doubles.of(b), Double::sum);
  }

  @Override
  public Value multiply(Value a, Value b) {
    return perFeature(Doubles.of(a), Doubles.of(b), (x, y) -> x * y);
  }
}
