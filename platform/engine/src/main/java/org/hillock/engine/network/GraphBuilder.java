package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hillock.api.backend.Window;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Operation;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Assembles a graph, layer by layer: names, parameters, steps. */
final class GraphBuilder extends SequenceOperations implements Graph.Owner {

  private final List<Graph.Step> steps = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Programs programs = new Programs();
  private final Map<String, Value> parts = new HashMap<>();
  private final NetworkInput from;
  private final Sequence input;
  private String scope = "";
  private String place = "";

  private GraphBuilder(NetworkInput from) {
    this.from = from;
    input = new Sequence(this, Sequence.INPUT, from.features(), 0);
  }

  /** The graph of these layers, each after the one before it unless it is {@link Wired}. */
  static Graph build(List<Layer> layers, NetworkInput from) {
    var builder = new GraphBuilder(from);
    var input = builder.input;
    var values = new ArrayList<Value>();
    for (int i = 0; i < layers.size(); i++) {
      values.add(builder.define(i, layers.get(i), List.copyOf(values)));
    }
    var output = values.isEmpty() ? input : values.getLast();
    return new Graph(input, builder.sequence(output, "result"), builder.steps, builder.slots);
  }

  private Value define(int index, Layer layer, List<Value> values) {
    var named = layer instanceof Wired wired ? wired.layer() : layer;
    scope = Integer.toString(index);
    place = "network[%d] (%s)".formatted(index, Places.name(named));
    return Places.at(
        place,
        () ->
            sequence(
                layer instanceof Wired wired
                    ? wired.define(this, source -> value(source, values))
                    : layer.define(this, index == 0 ? input : values.getLast()),
                "result"));
  }

  private Value value(Wired.Source source, List<Value> values) {
    if (source.place() != Wired.DATA) {
      return values.get(source.place());
    }
    return source.part().isEmpty() ? input : part(source.part());
  }

  /** A part of the input; taken out once, however many layers take it. */
  private Value part(String name) {
    var known = parts.get(name);
    if (known != null) {
      return known;
    }
    var outer = scope;
    scope = LayerInfo.DATA;
    try {
      var part = apply(PartOfInput.of(from, name), List.of(input));
      parts.put(name, part);
      return part;
    } finally {
      scope = outer;
    }
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
  public Value parameter(
      String name, Shape shape, Initialiser initial, double minimum, double maximum) {
    return slot(name, shape, initial, true, minimum, maximum);
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
  public Value neuron(Value x, NeuronModel model) {
    return scanned(programs.neuron(model), List.of(x), Scan.Time.SCANNED);
  }

  @Override
  public Value recurrent(Value x, NeuronModel model, Value weight) {
    var shape = sequence(x, "x").shape();
    if (shape.rank() != 1) {
      throw Errors.mismatch("recurrent neurons take features [n], got %s", shape);
    }
    return recurrent(x, model, new Recurrence.Dense(shape.dim(0)), List.of(weight));
  }

  @Override
  public Value recurrentConv2d(
      Value x, NeuronModel model, Value weight, Window rows, Window columns, int groups) {
    var windows = Images.windows(sequence(x, "x").shape(), rows, columns);
    var convolution = Images.convolution(Images.keepingSize(windows), weight.shape(), groups);
    if (convolution.out() != windows.channels()) {
      throw Errors.mismatch(
          "recurrent synapses lead from %d channels to as many, got a weight %s",
          windows.channels(), weight.shape());
    }
    return recurrent(x, model, new Recurrence.Convolved(convolution), List.of(weight));
  }

  @Override
  public Value recurrent(
      Value x, NeuronModel model, RecurrentSynapses synapses, List<Value> parameters) {
    var neuron = programs.neuron(model);
    var shape = sequence(x, "x").shape();
    var recurrent =
        new Recurrent(
            neuron.name(),
            neuron.formula().program(),
            shape,
            neuron.spiking(),
            synapses,
            parameters.size());
    var inputs = new ArrayList<>(List.of(x));
    inputs.addAll(parameters);
    return apply(recurrent, with(inputs, neuron.parameters(), shape));
  }

  @Override
  public Value map(List<Value> inputs, Consumer<Equations> function) {
    return scanned(Programs.map(function, inputs.size()), inputs, Scan.Time.FLAT);
  }

  @Override
  public Value scan(List<Value> inputs, Consumer<Equations> function) {
    return scanned(Programs.scan(function, inputs.size()), inputs, Scan.Time.SCANNED);
  }

  private Value scanned(Programs.Compiled equations, List<Value> inputs, Scan.Time time) {
    if (inputs.isEmpty()) {
      throw Errors.invalid("%s was given no inputs", equations.name());
    }
    var shape = inputs.getFirst().shape();
    for (var input : inputs) {
      if (!sequence(input, "input").shape().equals(shape)) {
        throw Errors.mismatch(
            "takes sequences of equal shape, got %s and %s", shape, input.shape());
      }
    }
    var scan = new Scan(equations.name(), equations.formula(), shape, equations.spiking(), time);
    return apply(scan, with(inputs, equations.parameters(), shape));
  }

  private List<Value> with(List<Value> inputs, List<ParameterSpec> parameters, Shape features) {
    var all = new ArrayList<>(inputs);
    for (var spec : parameters) {
      if (!spec.learnable()) {
        throw Errors.invalid(
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
  public Value apply(Operation operation, List<Value> inputs) {
    for (var input : inputs) {
      boolean known = input instanceof Slot slot ? slot.owner() == this : isOurs(input);
      if (!known) {
        throw Errors.invalid("%s was given a value of another network", operation.name());
      }
    }
    if (inputs.isEmpty()) {
      throw Errors.invalid("%s was given no inputs", operation.name());
    }
    var shapes = inputs.stream().map(Value::shape).toList();
    var output =
        new Sequence(this, steps.size(), operation.shape(shapes), addedSteps(operation, inputs));
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
            operation.spiking(),
            inputs.stream()
                .filter(v -> v instanceof Sequence)
                .map(v -> name((Sequence) v))
                .distinct()
                .toList());
    steps.add(new Graph.Step(steps.size(), info, place, operation, List.copyOf(inputs), output));
    return output;
  }

  /** How many steps the result has more than the network's input. */
  private static int addedSteps(Operation operation, List<Value> inputs) {
    var before =
        inputs.stream()
            .filter(v -> v instanceof Sequence)
            .mapToInt(v -> ((Sequence) v).addedSteps())
            .distinct()
            .sorted()
            .toArray();
    if (before.length > 1) {
      throw Errors.mismatch(
          "%s takes sequences of equal length, but layers before it make one %d time steps longer"
              + " than the data and another %d; lengthen both branches alike, or neither",
          operation.name(), before[0], before[1]);
    }
    if (operation.addedSteps() < 0) {
      throw Errors.invalid(
          "%s shortens sequences by %d steps; an operation adds 0 steps or more",
          operation.name(), -operation.addedSteps());
    }
    return (before.length == 0 ? 0 : before[0]) + operation.addedSteps();
  }

  @Override
  Sequence sequence(Value value, String what) {
    if (isOurs(value)) {
      return (Sequence) value;
    }
    throw Errors.invalid("%s must be a sequence of this network, not a parameter", what);
  }

  private boolean isOurs(Value value) {
    return value instanceof Sequence s && s.belongsTo(this);
  }

  private String name(Sequence value) {
    return value.producer() == Sequence.INPUT
        ? LayerInfo.DATA
        : steps.get(value.producer()).info().name();
  }

  private String unique(String name) {
    var free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }
}
