package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;
import org.hillock.engine.network.Lifetimes.Planned;
import org.hillock.engine.network.Lifetimes.Span;

/**
 * All memory and all kernels for one size of sequence and batch.
 *
 * <p>Time runs from the forward pass of the first step, 0, over the gap N, when the caller writes
 * the output's gradient, to the backward pass of the first step, 2N. In training every output lives
 * to the end, so that activity can be asked for after the backward pass. In inference an output
 * that {@link #observable} does not name lives as long as it is read.
 */
final class Plan {

  /** What is needed besides the graph. */
  record Context(Kernels kernels, Parameters parameters, StepRandom random) {}

  /** A sum of gradients: a part, and what it is added to. */
  record Sum(Buffer part, Buffer total) {}

  private final Graph graph;
  private final Context context;
  private final boolean training;
  private final int steps;
  private final int batch;
  private final Uses uses;
  private final int gap;
  private final Lifetimes lifetimes = new Lifetimes();
  private final Map<Integer, Planned> values = new HashMap<>();
  private final Map<Integer, Planned> gradients = new HashMap<>();
  private final List<Operation.Kernel> kernels = new ArrayList<>();
  private final List<List<Sum>> sums = new ArrayList<>();
  private final Map<String, Carried> carried = new LinkedHashMap<>();
  private final long bytes;

  Plan(Graph graph, Context context, boolean training, int steps, int batch) {
    this.graph = graph;
    this.context = context;
    this.training = training;
    this.steps = steps;
    this.batch = batch;
    uses = new Uses(graph);
    gap = graph.steps().size();
    values.put(Sequence.INPUT, lifetimes.add(sequenceShape(graph.input().shape()), always()));
    if (training) {
      gradients.put(
          graph.output().producer(),
          lifetimes.add(sequenceShape(graph.output().shape()), always()));
    }
    for (var step : graph.steps()) {
      sums.add(new ArrayList<>());
      kernels.add(Places.at(step.place(), () -> prepare(step)));
    }
    bytes = lifetimes.place();
  }

  private Operation.Kernel prepare(Graph.Step step) {
    if (step.operation() instanceof Dropout && !training) {
      values.put(step.index(), value((Sequence) step.inputs().getFirst()));
      return Idle.KERNEL;
    }
    var shape = sequenceShape(step.output().shape());
    values.put(step.index(), lifetimes.add(shape, lifetime(step)));
    var preparation = new StepPreparation(this, step);
    var kernel = step.operation().prepare(preparation);
    preparation.end();
    return kernel;
  }

  private Span lifetime(Graph.Step step) {
    boolean kept =
        training
            || observable(graph, step)
            || graph.output().producer() == step.index()
            || feedsDropout(step);
    return kept
        ? new Span(step.index(), 2 * gap)
        : new Span(step.index(), uses.lastReader(step.index()));
  }

  /** Dropout lends its input's memory to its own readers. */
  private boolean feedsDropout(Graph.Step step) {
    return graph.steps().stream()
        .anyMatch(
            s ->
                s.operation() instanceof Dropout
                    && ((Sequence) s.inputs().getFirst()).producer() == step.index());
  }

  /** Whether a step's output may be looked at after an inference pass. */
  static boolean observable(Graph graph, Graph.Step step) {
    return step.info().spiking()
        || step.info().macs() > 0
        || graph.steps().stream()
            .anyMatch(
                s ->
                    s.info().macs() > 0
                        && s.inputs().getFirst() instanceof Sequence x
                        && x.producer() == step.index());
  }

  private Span always() {
    return new Span(-1, 2 * gap);
  }

  private Planned value(Sequence sequence) {
    return values.get(sequence.producer());
  }

  Context context() {
    return context;
  }

  boolean training() {
    return training;
  }

  int steps() {
    return steps;
  }

  int batch() {
    return batch;
  }

  Uses uses() {
    return uses;
  }

  Buffer input(Value value) {
    return switch (value) {
      case Slot slot -> fixed(context.parameters().value(slot));
      case Sequence s -> buffer(s);
      default -> throw new IllegalArgumentException("unknown kind of value " + value);
    };
  }

  Buffer buffer(Sequence sequence) {
    return value(sequence).as(sequenceShape(sequence.shape()));
  }

  Buffer scratch(Graph.Step step, Shape shape) {
    int at = step.index();
    return uses.hasBackward(at) && training
        ? lifetimes.add(shape, new Span(at, at), new Span(2 * gap - at, 2 * gap - at))
        : lifetimes.add(shape, new Span(at, at));
  }

  Buffer saved(Graph.Step step, Shape shape) {
    int at = step.index();
    return training && uses.hasBackward(at)
        ? lifetimes.add(shape, new Span(at, 2 * gap - at))
        : lifetimes.add(shape, new Span(at, at));
  }

  Buffer outputGradient() {
    return gradients.get(graph.output().producer()).as(sequenceShape(graph.output().shape()));
  }

  /** The gradient of a sequence that a step with a backward pass reads or writes. */
  Buffer gradient(Sequence sequence) {
    int producer = sequence.producer();
    var known = gradients.get(producer);
    if (known == null) {
      var span = new Span(2 * gap - uses.firstWriter(producer), 2 * gap - producer);
      known = lifetimes.add(sequenceShape(sequence.shape()), span);
      gradients.put(producer, known);
    }
    return known.as(sequenceShape(sequence.shape()));
  }

  /** Where a step writes the gradient of one of its inputs. */
  Buffer inputGradient(Graph.Step step, int input) {
    var value = step.inputs().get(input);
    var total =
        value instanceof Slot slot
            ? fixed(context.parameters().gradient(slot))
            : gradient((Sequence) value);
    if (uses.isDirect(step.index(), input)) {
      return total;
    }
    var at = new Span(2 * gap - step.index(), 2 * gap - step.index());
    var shape = value instanceof Sequence s ? sequenceShape(s.shape()) : value.shape();
    var part = lifetimes.add(shape, at);
    sums.get(step.index()).add(new Sum(part, total));
    return part;
  }

  Carried carried(String name, Shape shape) {
    var buffer = new Carried(shape);
    if (carried.put(name, buffer) != null) {
      throw new IllegalStateException("two carried values of the name " + name);
    }
    return buffer;
  }

  Map<String, Carried> carried() {
    return carried;
  }

  List<Operation.Kernel> kernels() {
    return kernels;
  }

  /** What to add after a step's backward pass. */
  List<Sum> sums(int step) {
    return sums.get(step);
  }

  long bytes() {
    return bytes;
  }

  void bind(Block block) {
    lifetimes.bind(block);
  }

  private Shape sequenceShape(Shape features) {
    return features.prepend(steps, batch);
  }

  private static Buffer fixed(Tensor tensor) {
    return () -> tensor;
  }
}
