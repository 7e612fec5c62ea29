package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hillock.api.network.Credit;
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
 * <p>Time is that of the {@link Schedule}; {@link Outputs} says how long what steps compute lives.
 */
final class Plan {

  /** What is needed besides the graph. */
  record Context(Kernels kernels, Parameters parameters, StepRandom random) {}

  /** A sum of gradients: a part, and what it is added to. */
  record Sum(Buffer part, Buffer total) {}

  private final Graph graph;
  private final Context context;
  private final boolean training;
  private final Credit credit;
  private final int steps;
  private final int batch;
  private final Uses uses;
  private final Schedule schedule;
  private final Outputs outputs;
  private final Packing packing;
  private final long[] retained;
  private final Lifetimes lifetimes = new Lifetimes();
  private final Map<Integer, Planned> values = new HashMap<>();
  private final Gradients gradients;
  private final List<Operation.Kernel> kernels = new ArrayList<>();
  private final List<List<Sum>> sums = new ArrayList<>();
  private final List<Trace> traces = new ArrayList<>();
  private final Map<String, Carried> carried = new LinkedHashMap<>();
  private final long bytes;

  Plan(
      Graph graph,
      Context context,
      boolean training,
      Credit credit,
      int steps,
      int batch,
      Schedule schedule) {
    this.graph = graph;
    this.context = context;
    this.training = training;
    this.credit = credit;
    this.steps = steps;
    this.batch = batch;
    uses = new Uses(graph, isLocal());
    this.schedule = schedule;
    boolean throughTime = training && credit instanceof Credit.ThroughTime;
    outputs = new Outputs(graph, uses, schedule, training, !throughTime);
    packing = new Packing(schedule.end());
    retained = new long[graph.steps().size()];
    values.put(Sequence.INPUT, lifetimes.add(shape(graph.input()), always()));
    gradients = new Gradients(graph, uses, schedule, lifetimes, this::shape);
    if (training) {
      gradients.keep(graph.output(), always());
    }
    for (var step : graph.steps()) {
      if (training
          && isLocal()
          && uses.hasBackward(step.index())
          && Outputs.hasSynapsesOrSpikes(step)) {
        gradients.keep(step.output(), always());
      }
      sums.add(new ArrayList<>());
      kernels.add(Places.at(step.place(), () -> prepare(step)));
    }
    bytes = lifetimes.place();
  }

  private Operation.Kernel prepare(Graph.Step step) {
    if (step.absorbed()) {
      return Idle.KERNEL;
    }
    if (step.operation() instanceof Dropout && !training) {
      values.put(step.index(), value((Sequence) step.inputs().getFirst()));
      return Idle.KERNEL;
    }
    var value = lifetimes.add(shape(step.output()), outputs.lifetime(step));
    values.put(step.index(), value);
    var gap = outputs.gap(step);
    if (gap.isPresent()) {
      var bits = lifetimes.add(Packing.bits(value.size()), gap.get());
      packing.add(value, bits, outputs.level(step), gap.get());
    }
    retained[step.index()] += outputs.reachBackward(step) ? value.bytes() : 0;
    var preparation = new StepPreparation(this, step);
    return preparation.end(step.operation().prepare(preparation));
  }

  /** Gradients of outputs that can be looked at. */
  Optional<Buffer> keptGradient(Graph.Step step) {
    return isLocal() && Outputs.hasSynapsesOrSpikes(step) && gradients.has(step.index())
        ? Optional.of(gradient(step.output()))
        : Optional.empty();
  }

  boolean isLocal() {
    return credit instanceof Credit.Local;
  }

  /** How the presynaptic traces of a step decay, if it has any. */
  OptionalDouble traceDecay(Graph.Step step) {
    if (!training
        || !(credit instanceof Credit.Traced traced)
        || step.info().macs() == 0
        || !uses.hasBackward(step.index())) {
      return OptionalDouble.empty();
    }
    boolean hidden = graph.steps().stream().skip(step.index()).anyMatch(s -> s.info().spiking());
    return OptionalDouble.of(hidden ? traced.decay() : traced.readoutDecay());
  }

  /** The trace of a step's first input. */
  Trace trace(StepPreparation at, Graph.Step step, double decay) {
    var input = (Sequence) step.inputs().getFirst();
    var trace =
        new Trace(
            decay,
            buffer(input),
            lifetimes.add(shape(input), always()),
            at.carried("trace", input.shape().prepend(batch), 0));
    traces.add(trace);
    return trace;
  }

  List<Trace> traces() {
    return traces;
  }

  private Span always() {
    return new Span(-1, schedule.end());
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

  Outputs outputs() {
    return outputs;
  }

  Packing packing() {
    return packing;
  }

  Buffer input(Value value) {
    return switch (value) {
      case Slot slot -> fixed(context.parameters().value(slot));
      case Sequence s -> buffer(s);
      default -> throw new IllegalArgumentException("unknown kind of value " + value);
    };
  }

  Buffer buffer(Sequence sequence) {
    return value(sequence).as(shape(sequence));
  }

  Buffer scratch(Graph.Step step, Shape shape) {
    int at = step.index();
    var times = new ArrayList<>(List.of(now(at)));
    if (schedule.runsAgain(at)) {
      times.add(now(schedule.again(at)));
    }
    if (training && uses.hasBackward(at)) {
      times.add(now(schedule.backward(at)));
    }
    return lifetimes.add(shape, times.toArray(Span[]::new));
  }

  Buffer saved(Graph.Step step, Shape shape) {
    int at = step.index();
    if (!training || !uses.hasBackward(at)) {
      return scratch(step, shape);
    }
    var kept = new Span(schedule.again(at), schedule.backward(at));
    var buffer =
        schedule.runsAgain(at) ? lifetimes.add(shape, now(at), kept) : lifetimes.add(shape, kept);
    retained[at] += buffer.bytes();
    return buffer;
  }

  private static Span now(int time) {
    return new Span(time, time);
  }

  Buffer outputGradient() {
    return gradient(graph.output());
  }

  /** The gradient of a sequence that a step with a backward pass reads or writes. */
  Buffer gradient(Sequence sequence) {
    return gradients.of(sequence).as(shape(sequence));
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
    var at = now(schedule.backward(step.index()));
    var shape = value instanceof Sequence s ? shape(s) : value.shape();
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

  /** What the names of a step's carried values begin with. */
  static String carriedBy(Graph.Step step) {
    return step.index() + "/";
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

  Schedule schedule() {
    return schedule;
  }

  long bytes() {
    return bytes;
  }

  /** What a step's output takes. */
  long valueBytes(int step) {
    return values.containsKey(step) ? values.get(step).bytes() : 0;
  }

  /** What a step keeps from its forward to its backward pass, its output included. */
  long retainedBytes(int step) {
    return retained[step];
  }

  void bind(Block block) {
    lifetimes.bind(block);
  }

  /** Time steps of a sequence. */
  int steps(Sequence sequence) {
    return steps + sequence.addedSteps();
  }

  private Shape shape(Sequence sequence) {
    return sequence.shape().prepend(steps(sequence), batch);
  }

  private static Buffer fixed(Tensor tensor) {
    return () -> tensor;
  }
}
