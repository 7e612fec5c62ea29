package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** The operations that are made of others, of parameters and of {@link #apply}. */
abstract class SequenceOperations implements NetworkBuilder {

  private final ScanProgram bias = Bias.program();
  private final Formula addedBias = AddedBias.formula();
  private final BatchNorm.Formulas batchNorm = new BatchNorm.Formulas();

  /** A value of this network that is a sequence. */
  abstract Sequence sequence(Value value, String what);

  @Override
  public Value linear(Value x, Value weight, Optional<Value> addend) {
    var inputs = new ArrayList<>(List.of(sequence(x, "x"), weight));
    addend.ifPresent(inputs::add);
    return apply(new Linear(bias, x.shape(), weight.shape()), inputs);
  }

  @Override
  public Value embedding(Value x, Value weight) {
    return apply(new Embedding(weight.shape()), List.of(sequence(x, "x"), weight));
  }

  @Override
  public Value conv2d(
      Value x, Value weight, Optional<Value> addend, Window rows, Window columns, int groups) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    var convolution = Images.convolution(windows, weight.shape(), groups);
    var inputs = new ArrayList<>(List.of(x, weight));
    addend.ifPresent(b -> inputs.add(Images.bias(b, convolution.out())));
    return apply(new Conv2d(bias, convolution), inputs);
  }

  @Override
  public Value transposedConv2d(Value x, Value weight, Optional<Value> addend, Convolution of) {
    var y = apply(new TransposedConv2d(of), List.of(sequence(x, "x"), weight));
    return addend.isEmpty()
        ? y
        : apply(
            AddedBias.to(y.shape(), addedBias),
            List.of(y, Images.bias(addend.get(), of.windows().channels())));
  }

  @Override
  public Value averagePool2d(Value x, Window rows, Window columns) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    return apply(new SumPool("avg-pool", windows, 1f / windows.taps()), List.of(x));
  }

  @Override
  public Value sumPool2d(Value x, Window rows, Window columns) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    return apply(new SumPool("sum-pool", windows, 1), List.of(x));
  }

  @Override
  public Value maxPool2d(Value x, Window rows, Window columns) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    return apply(new MaxPool(Images.withoutEmptyWindow(windows)), List.of(x));
  }

  @Override
  public Value dropout(Value x, double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw Errors.invalid("dropout needs a probability in [0, 1), got %s", probability);
    }
    return probability == 0
        ? sequence(x, "x")
        : apply(Dropout.of(probability, x.shape()), List.of(x));
  }

  @Override
  public Value batchNorm(Value x, double momentum, double epsilon, double gain) {
    var channels = Shape.of(sequence(x, "x").shape().dim(-1));
    return apply(
        BatchNorm.scan(x.shape(), momentum, epsilon, gain, batchNorm),
        List.of(
            x,
            parameter("scale", channels, Initialiser.constant(1)),
            parameter("shift", channels, Initialiser.constant(0)),
            buffer("running_mean", channels, Initialiser.constant(0)),
            buffer("running_variance", channels, Initialiser.constant(1))));
  }

  @Override
  public Value layerNorm(Value x, double epsilon) {
    if (!(epsilon > 0)) {
      throw Errors.invalid("layer normalisation needs an epsilon above 0, got %s", epsilon);
    }
    var features = sequence(x, "x").shape();
    var last = Shape.of(features.dim(-1));
    var means = new RowMeans(features);
    var mean = apply(means, List.of(x));
    var centred = map(List.of(x, mean), eq -> eq.emit(eq.input("x").minus(eq.input("mean"))));
    var square = map(List.of(centred), eq -> eq.emit(eq.input().square()));
    return apply(
        LayerNorm.of(features, epsilon),
        List.of(
            centred,
            apply(means, List.of(square)),
            parameter("scale", last, Initialiser.constant(1)),
            parameter("shift", last, Initialiser.constant(0))));
  }

  @Override
  public Value softmax(Value x) {
    return apply(Softmax.of(sequence(x, "x").shape(), false), List.of(x));
  }

  @Override
  public Value logSoftmax(Value x) {
    return apply(Softmax.of(sequence(x, "x").shape(), true), List.of(x));
  }

  @Override
  public Value concatenate(List<Value> parts) {
    var shapes = parts.stream().map(p -> sequence(p, "part").shape()).toList();
    return apply(new Concatenate(shapes), parts);
  }

  @Override
  public Value slice(Value x, int from, int count) {
    int all = sequence(x, "x").shape().dim(-1);
    if (from < 0 || count < 1 || count > all - from) {
      throw Errors.mismatch("features [%d, %d) are not among %d", from, (long) from + count, all);
    }
    return apply(new Slice(new Columns(all, from, count)), List.of(x));
  }

  @Override
  public Value reshape(Value x, Shape shape) {
    if (x.shape().size() != shape.size()) {
      throw Errors.mismatch(
          "cannot see %s (%d features) as %s (%d)",
          x.shape(), x.shape().size(), shape, shape.size());
    }
    return sequence(x, "x").viewedAs(shape);
  }

  @Override
  public Value permute(Value x, List<Integer> axes) {
    return apply(Permute.of(sequence(x, "x").shape(), axes), List.of(x));
  }

  @Override
  public Value add(Value a, Value b) {
    return map(List.of(a, b), eq -> eq.emit(eq.input("a").plus(eq.input("b"))));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return map(List.of(a, b), eq -> eq.emit(eq.input("a").times(eq.input("b"))));
  }

  @Override
  public Value scaleSteps(Value x, Value scale) {
    return apply(ScaledSteps.of(sequence(x, "x").shape(), scale.shape()), List.of(x, scale));
  }

  @Override
  public Value stopGradient(Value x) {
    return map(List.of(x), eq -> eq.emit(eq.input().detach()));
  }
}
