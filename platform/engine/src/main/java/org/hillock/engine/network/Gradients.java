package org.hillock.engine.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.Lifetimes.Planned;
import org.hillock.engine.network.Lifetimes.Span;

/** The memory of the gradients of sequences, planned when first asked for. */
final class Gradients {

  private final Graph graph;
  private final Uses uses;
  private final Schedule schedule;
  private final Lifetimes lifetimes;
  private final Function<Sequence, Shape> shapes;
  private final Map<Integer, Planned> planned = new HashMap<>();

  /**
   * @param shapes the shape of a sequence, time and batch in front
   */
  Gradients(
      Graph graph,
      Uses uses,
      Schedule schedule,
      Lifetimes lifetimes,
      Function<Sequence, Shape> shapes) {
    this.graph = graph;
    this.uses = uses;
    this.schedule = schedule;
    this.lifetimes = lifetimes;
    this.shapes = shapes;
  }

  /** Keeps a gradient for as long as it may be looked at. */
  void keep(Sequence sequence, Span span) {
    planned.computeIfAbsent(sequence.producer(), p -> lifetimes.add(shapes.apply(sequence), span));
  }

  /** Whether the gradient of what a step computes has been asked for. */
  boolean has(int producer) {
    return planned.containsKey(producer);
  }

  /** The gradient of a sequence that a step with a backward pass reads or writes. */
  Planned of(Sequence sequence) {
    int producer = sequence.producer();
    var known = planned.get(producer);
    if (known == null) {
      var span =
          new Span(schedule.backward(uses.firstWriter(producer)), schedule.backward(producer));
      known =
          overwriting(graph.steps().get(producer))
              .map(input -> of(input).with(span))
              .orElseGet(() -> lifetimes.add(shapes.apply(sequence), span));
      planned.put(producer, known);
    }
    return known;
  }

  /**
   * The input whose gradient a scan writes over that of its output, which nobody reads after it.
   */
  private Optional<Sequence> overwriting(Graph.Step step) {
    if (!(step.operation() instanceof Scan scan)) {
      return Optional.empty();
    }
    return IntStream.range(0, scan.program().inputs())
        .filter(i -> uses.needsGradient(step.index(), i) && uses.isDirect(step.index(), i))
        .mapToObj(i -> (Sequence) step.inputs().get(i))
        .findFirst();
  }
}
