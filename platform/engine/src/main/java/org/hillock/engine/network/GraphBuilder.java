package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.backend.Window;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.equations.ScanCompiler;

/** Builds a graph, layer by layer. */
final class GraphBuilder implements NetworkBuilder, Graph.Owner {

  private record Neuron(ScanProgram program, List<ParameterSpec> parameters) {}

  private final List<Graph.Step> steps = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<NeuronModel, Neuron> neurons = new HashMap<>();
  private final ScanProgram bias = Bias.program();
  private String scope = "";
  private String place = "";

  private GraphBuilder() {}

  /** The graph of these layers, one after the other. */
  static Graph build(List<Layer> layers, Shape inputShape) {
    var builder = new GraphBuilder();
    var input = new Sequence(builder, Sequence.INPUT, inputShape);
    Value x = input;
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      var value = x;
      builder.scope = Integer.toString(i);
      builder.place = "network[%d] (%s)".formatted(i, Places.name(layer));
      x = Places.at(builder.place, () -> builder.sequence(layer.define(builder, value), "result"));
    }
    return new Graph(input, builder.sequence(x, "result"), builder.steps, builder.slots);
  }

  @Override
  public Value layer(String name, Layer layer, Value x) {
    var outer = scope;
    scope = unique(scope + "." + name);
    try {
      return layer.define(this, x);
    } finally {
      scope = outer;
    }
  }

  @Override
  public Value parameter(String name, Shape shape, Initialiser initial) {
    return slot(name, shape, initial, true, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Override
  public Value buffer(String name, Shape shape, Initialiser initial) {
    return slot(name, shape, initial, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private Slot slot(
      String name, Shape shape, Initialiser initial, boolean learnable, double min, double max) {
    var full = unique(scope + "." + name);
    var slot = new Slot(this, slots.size(), full, shape, initial, learnable, min, max);
    slots.add(slot);
    return slot;
  }

  @Override
  public Value linear(Value x, Value weight, Optional<Value> addend) {
    var inputs = new ArrayList<>(List.of(sequence(x, "x"), weight));
    addend.ifPresent(inputs::add);
    return apply(new Linear(bias, x.shape(), weight.shape()), inputs);
  }

  @Override
  public Value conv2d(
      Value x, Value weight, Optional<Value> addend, Window rows, Window columns, int groups) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    var convolution = Images.convolution(windows, weight.shape(), groups);
    var inputs = new ArrayList<>(List.of(x, weight));
    addend.ifPresent(
        b -> {
          if (!b.shape().equals(Shape.of(convolution.out()))) {
            throw mismatch("takes a bias of shape %d, got %s", convolution.out(), b.shape());
          }
          inputs.add(b);
        });
    return apply(new Conv2d(bias, convolution), inputs);
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
  public Value neuron(Value x, NeuronModel model) {
    var neuron = compiled(model);
    var scan =
        new Scan(
            Places.name(model), neuron.program(), x.shape(), model.spiking(), Scan.Time.SCANNED);
    return apply(scan, with(List.of(sequence(x, "x")), neuron.parameters(), x.shape()));
  }

  @Override
  public Value recurrent(Value x, NeuronModel model, Value weight) {
    var neuron = compiled(model);
    var recurrent = new Recurrent(Places.name(model), neuron.program(), x.shape(), model.spiking());
    return apply(
        recurrent, with(List.of(sequence(x, "x"), weight), neuron.parameters(), x.shape()));
  }

  /** Equal models share a program, and with it its kernels. */
  private Neuron compiled(NeuronModel model) {
    var known = neurons.get(model);
    if (known == null) {
      var eq = new Equations();
      model.define(eq);
      if (eq.inputs().size() != 1 || eq.emits().isEmpty()) {
        throw invalid(
            "a neuron takes one input and emits at least one value; %s takes %d and emits %d",
            Places.name(model), eq.inputs().size(), eq.emits().size());
      }
      known = new Neuron(ScanCompiler.program(Places.name(model), eq), eq.parameters());
      neurons.put(model, known);
    }
    return known;
  }

  @Override
  public Value map(List<Value> inputs, Consumer<Equations> function) {
    var eq = new Equations();
    function.accept(eq);
    if (!eq.states().isEmpty() || eq.emits().size() != 1 || eq.inputs().size() != inputs.size()) {
      throw invalid(
          "an elementwise function has no state, emits one value and takes as many inputs as it is"
              + " given; this one has %d states, emits %d and takes %d, given %d",
          eq.states().size(), eq.emits().size(), eq.inputs().size(), inputs.size());
    }
    var shape = inputs.getFirst().shape();
    for (var input : inputs) {
      if (!sequence(input, "input").shape().equals(shape)) {
        throw mismatch("takes sequences of equal shape, got %s and %s", shape, input.shape());
      }
    }
    boolean spiking = eq.emits().getFirst().op() == Op.SPIKE;
    var scan = new Scan("map", ScanCompiler.program("map", eq), shape, spiking, Scan.Time.FLAT);
    return apply(scan, with(inputs, eq.parameters(), shape));
  }

  private List<Value> with(List<Value> inputs, List<ParameterSpec> parameters, Shape features) {
    var all = new ArrayList<>(inputs);
    for (var spec : parameters) {
      if (!spec.learnable()) {
        throw invalid(
            "parameter %s is supplied by the caller at each call, which a network does not do; make"
                + " it learnable, or a constant",
            spec.name());
      }
      var shape = spec.sharing() == Sharing.SCALAR ? Shape.of(1) : features;
      var initial = Initialiser.constant(spec.initial());
      all.add(slot(spec.name(), shape, initial, true, spec.minimum(), spec.maximum()));
    }
    return all;
  }

  @Override
  public Value dropout(Value x, double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw invalid("dropout needs a probability in [0, 1), got %s", probability);
    }
    return probability == 0
        ? sequence(x, "x")
        : apply(Dropout.of(probability, x.shape()), List.of(x));
  }

  @Override
  public Value batchNorm(Value x, double momentum, double epsilon) {
    var channels = Shape.of(sequence(x, "x").shape().dim(-1));
    return apply(
        BatchNorm.of(x.shape(), momentum, epsilon),
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
      throw invalid("layer normalisation needs an epsilon above 0, got %s", epsilon);
    }
    var features = sequence(x, "x").shape();
    var last = Shape.of(features.dim(-1));
    var means = new RowMeans(features);
    var mean = apply(means, List.of(x));
    var centred = map(List.of(x, mean), eq -> eq.emit(eq.input("x").minus(eq.input("mean"))));
    var square = map(List.of(centred), eq -> eq.emit(eq.input().square()));
    return apply(
        new Scan("layer-norm", layerNormProgram(epsilon), features, false, Scan.Time.FLAT),
        List.of(
            centred,
            apply(means, List.of(square)),
            parameter("scale", last, Initialiser.constant(1)),
            parameter("shift", last, Initialiser.constant(0))));
  }

  private static ScanProgram layerNormProgram(double epsilon) {
    var eq = new Equations();
    var centred = eq.input("centred");
    var deviation = eq.input("variance").plus(epsilon).sqrt();
    var scale = eq.parameter(ParameterSpec.learnable("scale", Sharing.FEATURE, 1));
    var shift = eq.parameter(ParameterSpec.learnable("shift", Sharing.FEATURE, 0));
    eq.emit(centred.over(deviation).times(scale).plus(shift));
    return ScanCompiler.program("layer-norm", eq);
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
      throw mismatch("features [%d, %d) are not among %d", from, from + count, all);
    }
    return apply(new Slice(new Columns(all, from, count)), List.of(x));
  }

  @Override
  public Value reshape(Value x, Shape shape) {
    if (x.shape().size() != shape.size()) {
      throw mismatch(
          "cannot see %s (%d features) as %s (%d)",
          x.shape(), x.shape().size(), shape, shape.size());
    }
    return sequence(x, "x").viewedAs(shape);
  }

  @Override
  public Value add(Value a, Value b) {
    return map(List.of(a, b), eq -> eq.emit(eq.input("a").plus(eq.input("b"))));
  }

  @Override
  public Value apply(Operation operation, List<Value> inputs) {
    for (var input : inputs) {
      boolean known = input instanceof Slot slot ? slot.owner() == this : isOurs(input);
      if (!known) {
        throw invalid("%s was given a value of another network", operation.name());
      }
    }
    if (inputs.isEmpty()) {
      throw invalid("%s was given no inputs", operation.name());
    }
    var shapes = inputs.stream().map(Value::shape).toList();
    var output = new Sequence(this, steps.size(), operation.shape(shapes));
    long parameters =
        inputs.stream()
            .filter(v -> v instanceof Slot slot && slot.learnable())
            .mapToLong(v -> v.shape().size())
            .sum();
    var info =
        new LayerInfo(
            unique(scope + "." + operation.name()),
            shapes.getFirst(),
            output.shape(),
            parameters,
            operation.macs(shapes),
            operation.spiking());
    steps.add(new Graph.Step(steps.size(), info, place, operation, List.copyOf(inputs), output));
    return output;
  }

  private Sequence sequence(Value value, String what) {
    if (isOurs(value)) {
      return (Sequence) value;
    }
    throw invalid("%s must be a sequence of this network, not a parameter", what);
  }

  private boolean isOurs(Value value) {
    return value instanceof Sequence s && s.belongsTo(this);
  }

  private String unique(String name) {
    var free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private static HillockException mismatch(String message, Object... arguments) {
    return new HillockException(ErrorCode.SHAPE_MISMATCH, message.formatted(arguments));
  }

  private static HillockException invalid(String message, Object... arguments) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message.formatted(arguments));
  }
}
