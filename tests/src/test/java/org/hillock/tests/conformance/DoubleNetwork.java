package org.hillock.tests.conformance;

import static org.hillock.tests.conformance.Doubles.fill;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Operation;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Computes a network in double precision while layers define it: each operation by its definition
 * in {@link NetworkBuilder}, in training, knowing nothing of the engine.
 */
final class DoubleNetwork extends DoubleOperations {

  private final int steps;
  private final int batch;
  private final Iterator<double[]> parameters;
  private final Iterator<double[]> buffers;
  private final Held held;
  private final double[] survivors;

  /** How far the newest layer's delays lie from the middle of their window. */
  private int reach;

  /**
   * Begins a pass.
   *
   * @param parameters in the order in which layers ask for them
   * @param buffers likewise
   * @param held shared by all passes
   * @param survivors not zero where dropout lets its input through
   */
  DoubleNetwork(
      int steps,
      int batch,
      List<double[]> parameters,
      List<double[]> buffers,
      Held held,
      double[] survivors) {
    this.steps = steps;
    this.batch = batch;
    this.parameters = parameters.iterator();
    this.buffers = buffers.iterator();
    this.held = held.again();
    this.survivors = survivors;
  }

  /** What leaves layers one after the other. */
  double[] run(List<Layer> layers, Shape features, double[] input) {
    Value x = new Doubles(features, true, input);
    for (var layer : layers) {
      x = layer.define(this, x);
    }
    if (parameters.hasNext()) {
      throw new AssertionError("the engine knows more parameters than the layers have asked for");
    }
    return Doubles.of(x).values();
  }

  @Override
  public Value layer(String name, Layer layer, Value x) {
    return layer.define(this, x);
  }

  @Override
  public Value parameter(
      String name, Shape shape, Initialiser initial, double minimum, double maximum) {
    if (name.equals("position")) {
      reach = (int) maximum;
    }
    return new Doubles(shape, false, parameters.next());
  }

  @Override
  public Value buffer(String name, Shape shape, Initialiser initial) {
    return new Doubles(shape, false, buffers.next());
  }

  @Override
  public Value neuron(Value x, NeuronModel model) {
    return scan(List.of(x), model::define);
  }

  @Override
  public Value recurrent(Value x, NeuronModel model, Value weight) {
    int n = x.shape().dim(0);
    return recurrent(x, model, lastStep(s -> product(s, Doubles.of(weight).values(), n)));
  }

  /** Delayed synapses: of those of plugins they are known here. */
  @Override
  public Value recurrent(
      Value x, NeuronModel model, RecurrentSynapses synapses, List<Value> inputs) {
    return recurrent(
        x,
        model,
        (sent, t, row) -> {
          var late = new double[sent.length];
          System.arraycopy(sent, 0, late, row, sent.length - row);
          var currents = delayed(Doubles.of(x).with(late), inputs).values();
          return Arrays.copyOfRange(currents, t * row, (t + 1) * row);
        });
  }

  private Doubles delayed(Doubles x, List<Value> synapses) {
    return DoubleDelays.sum(
        steps,
        x,
        Doubles.of(synapses.get(0)),
        Doubles.of(synapses.get(1)),
        Doubles.of(synapses.get(2)).values()[0],
        reach);
  }

  /** What arrives at a step, from all that was sent before it, {@code [T][row]}. */
  @FunctionalInterface
  private interface Feedback {
    double[] at(double[] sent, int t, int row);
  }

  private static Feedback lastStep(UnaryOperator<double[]> synapses) {
    return (sent, t, row) ->
        t == 0 ? new double[row] : synapses.apply(Arrays.copyOfRange(sent, (t - 1) * row, t * row));
  }

  @Override
  public Value recurrentConv2d(
      Value x, NeuronModel model, Value weight, Window rows, Window columns, int groups) {
    var c = new Convolution(windows(x, rows, columns), weight.shape().dim(3), groups);
    return recurrent(
        x, model, lastStep(s -> DoubleImages.convolve(c, s, Doubles.of(weight).values())));
  }

  private Value recurrent(Value x, NeuronModel model, Feedback synapses) {
    int row = batch * Math.toIntExact(x.shape().size());
    var neurons = bound(model::define, x.shape(), row);
    var y = new double[steps * row];
    for (int t = 0; t < steps; t++) {
      var fed = synapses.at(y, t, row);
      var arrived = step(x, t, row);
      var emitted = neurons.step(List.of(fill(row, i -> arrived[i] + fed[i])));
      System.arraycopy(emitted, 0, y, t * row, row);
    }
    return Doubles.of(x).with(y);
  }

  private static double[] step(Value x, int t, int row) {
    return Arrays.copyOfRange(Doubles.of(x).values(), t * row, (t + 1) * row);
  }

  private DoubleScan bound(Consumer<Equations> define, Shape features, int neurons) {
    var scan = new DoubleScan(define, neurons, held);
    for (var spec : scan.parameters()) {
      var values = parameters.next();
      if (values.length != (spec.sharing() == Sharing.SCALAR ? 1 : features.size())) {
        throw new AssertionError(spec.name() + " has " + values.length + " values");
      }
      scan.bind(values);
    }
    return scan;
  }

  @Override
  public Value map(List<Value> inputs, Consumer<Equations> function) {
    var first = Doubles.of(inputs.getFirst());
    var scan = bound(function, first.shape(), 0);
    return first.with(scan.step(inputs.stream().map(v -> Doubles.of(v).values()).toList()));
  }

  @Override
  public Value scan(List<Value> inputs, Consumer<Equations> function) {
    var first = Doubles.of(inputs.getFirst());
    int row = batch * Math.toIntExact(first.shape().size());
    var scan = bound(function, first.shape(), row);
    var y = new double[steps * row];
    for (int t = 0; t < steps; t++) {
      int now = t;
      var emitted = scan.step(inputs.stream().map(v -> step(v, now, row)).toList());
      System.arraycopy(emitted, 0, y, t * row, row);
    }
    return first.with(y);
  }

  @Override
  public Value dropout(Value x, double probability) {
    var values = Doubles.of(x).values();
    return Doubles.of(x)
        .with(fill(values.length, i -> survivors[i] == 0 ? 0 : values[i] / (1 - probability)));
  }

  @Override
  public Value batchNorm(Value x, double momentum, double epsilon, double gain) {
    int n = Doubles.of(x).width();
    var scale = parameter("scale", Shape.of(n), Initialiser.constant(1));
    var shift = parameter("shift", Shape.of(n), Initialiser.constant(0));
    buffer("running_mean", Shape.of(n), Initialiser.constant(0));
    buffer("running_variance", Shape.of(n), Initialiser.constant(1));
    var values = Doubles.of(x).values();
    int rows = values.length / n;
    var result = new double[values.length];
    for (int j = 0; j < n; j++) {
      int column = j;
      normalise(
          IntStream.range(0, rows).map(r -> r * n + column).toArray(), values, epsilon, result);
    }
    var normal = each(Doubles.of(x).with(result), v -> v * gain);
    var scaled = perFeature(normal, Doubles.of(scale), (v, s) -> v * s);
    return perFeature(scaled, Doubles.of(shift), Double::sum);
  }

  private static void normalise(int[] places, double[] x, double epsilon, double[] to) {
    double mean = Arrays.stream(places).mapToDouble(i -> x[i]).average().orElseThrow();
    double variance =
        Arrays.stream(places)
            .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
            .average()
            .orElseThrow();
    for (int i : places) {
      to[i] = (x[i] - mean) / Math.sqrt(variance + epsilon);
    }
  }

  @Override
  public Value layerNorm(Value x, double epsilon) {
    int n = Doubles.of(x).width();
    var values = Doubles.of(x).values();
    var result = new double[values.length];
    rows(x, places -> normalise(places, values, epsilon, result), result);
    var scale = parameter("scale", Shape.of(n), Initialiser.constant(1));
    var shift = parameter("shift", Shape.of(n), Initialiser.constant(0));
    var scaled = perFeature(Doubles.of(x).with(result), Doubles.of(scale), (v, s) -> v * s);
    return perFeature(scaled, Doubles.of(shift), Double::sum);
  }

  @Override
  public Value maxPool2d(Value x, Window rows, Window columns) {
    held.kink(DoubleImages.leads(windows(x, rows, columns), Doubles.of(x).values()));
    return super.maxPool2d(x, rows, columns);
  }

  @Override
  public Value scaleSteps(Value x, Value scale) {
    var values = Doubles.of(x).values();
    var scales = Doubles.of(scale).values();
    int row = values.length / steps;
    return Doubles.of(x).with(fill(values.length, i -> values[i] * scales[i / row]));
  }

  @Override
  public Value stopGradient(Value x) {
    return Doubles.of(x).with(held.hold(Doubles.of(x).values()));
  }

  /** Of plugins' own operations these are known here. */
  @Override
  public Value apply(Operation operation, List<Value> inputs) {
    return switch (operation.name()) {
      case "mix-time" -> mixTime(operation, inputs);
      case "batch-norm-through-time" -> normaliseSteps(inputs);
      case "delayed-linear" -> delayed(Doubles.of(inputs.getFirst()), inputs.subList(1, 4));
      default ->
          throw new AssertionError("say in DoubleNetwork what " + operation.name() + " computes");
    };
  }

  /** Kim and Panda 2021, equation 5. */
  private Value normaliseSteps(List<Value> inputs) {
    var x = Doubles.of(inputs.getFirst());
    var scale = Doubles.of(inputs.get(1)).values();
    int n = x.width();
    int row = x.values().length / steps;
    var y = new double[x.values().length];
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < n; j++) {
        int first = t * row + j;
        normalise(
            IntStream.range(0, row / n).map(r -> first + r * n).toArray(), x.values(), 1e-4, y);
      }
    }
    return x.with(fill(y.length, i -> y[i] * scale[i / row * n + i % n]));
  }

  private Value mixTime(Operation operation, List<Value> inputs) {
    var x = Doubles.of(inputs.getFirst());
    var weight = Doubles.of(inputs.get(1));
    var bias = Doubles.of(inputs.get(2)).values();
    long order = operation.macs(List.of(x.shape())) / x.shape().size();
    int row = x.values().length / steps;
    var y = new double[x.values().length];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < row; i++) {
        double sum = bias[t % bias.length];
        for (int s = 0; s < steps; s++) {
          sum += mixing(weight, order, t, s) * x.values()[s * row + i];
        }
        y[t * row + i] = sum;
      }
    }
    return x.with(y);
  }

  /** Fang et al. 2023: what step s counts for in step t. */
  private static double mixing(Doubles weight, long order, int t, int s) {
    int age = t - s;
    boolean within = age >= 0 && age < order;
    if (weight.shape().rank() == 1) {
      return within ? weight.values()[(int) order - 1 - age] : 0;
    }
    int known = weight.shape().dim(0);
    return within || order == known ? weight.values()[t * known + s] : 0;
  }
}
