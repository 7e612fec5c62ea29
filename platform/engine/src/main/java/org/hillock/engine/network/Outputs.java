package org.hillock.engine.network;

import java.util.Optional;
import java.util.TreeSet;
import org.hillock.engine.network.Lifetimes.Span;

/**
 * How long what each step computes is kept, and so whether it can be looked at after a pass. In
 * training through time it lives from each writing to the last reading before the next: readers are
 * the steps that take it, and of their backward passes and its own those that say so. Other rules
 * of credit look at outputs, which then live to the end, as do those in inference that are
 * measured. The network's own output always does.
 */
final class Outputs {

  /** What is read again so soon is not packed in between. */
  private static final int NEAR = 2;

  private final Graph graph;
  private final Uses uses;
  private final Schedule schedule;
  private final boolean training;
  private final boolean looked;
  private final TwoValued twoValued;

  /**
   * @param looked whether outputs are looked at after a pass: those measured in inference, all in
   *     training
   */
  Outputs(Graph graph, Uses uses, Schedule schedule, boolean training, boolean looked) {
    this.graph = graph;
    this.uses = uses;
    this.schedule = schedule;
    this.training = training;
    this.looked = looked;
    twoValued = new TwoValued(graph);
  }

  /** Whether a step's output can be looked at after a pass. */
  boolean keeps(Graph.Step step) {
    return isNetworks(step) || looked && (training ? !step.absorbed() : isObservable(step));
  }

  /** Whether outputs that are looked at after a pass are computed once more for it. */
  boolean areGivenUp() {
    return !looked;
  }

  private boolean isNetworks(Graph.Step step) {
    return graph.output().producer() == step.index();
  }

  /** Whether what a step does is measured: it has synapses or spikes, or is an activation. */
  static boolean isMeasured(Graph.Step step) {
    return hasSynapsesOrSpikes(step)
        || step.operation() instanceof Scan scan && scan.formula().isActivation();
  }

  static boolean hasSynapsesOrSpikes(Graph.Step step) {
    return step.info().macs() > 0 || step.info().spiking();
  }

  private boolean isObservable(Graph.Step step) {
    return isMeasured(step)
        || uses.of(step.index()).stream()
            .anyMatch(u -> u.input() == 0 && graph.steps().get(u.step()).info().macs() > 0);
  }

  /**
   * While a step's output need be no more than bits: from its last forward to its first backward
   * reading, if it has two values only. Segments that run again need no bits.
   */
  Optional<Span> gap(Graph.Step step) {
    int turn = schedule.backward(graph.steps().size() - 1);
    if (looked || schedule.hasSegments() || isNetworks(step)) {
      return Optional.empty();
    }
    var reads = reads(step);
    var back = reads.ceiling(turn);
    return back != null
            && back - reads.lower(turn) > NEAR
            && twoValued.level(step.index()).isPresent()
        ? Optional.of(new Span(reads.lower(turn), back))
        : Optional.empty();
  }

  /** What elements of a packed output are that differ from zero. */
  float level(Graph.Step step) {
    return (float) twoValued.level(step.index()).orElseThrow();
  }

  /** When a step's output needs its memory. */
  Span[] lifetime(Graph.Step step) {
    int at = step.index();
    if (keeps(step) || lendsToDropout(step)) {
      return new Span[] {new Span(at, schedule.end())};
    }
    var reads = reads(step);
    var gap = gap(step);
    if (gap.isPresent()) {
      return new Span[] {new Span(at, gap.get().from()), new Span(gap.get().to(), reads.last())};
    }
    if (!schedule.runsAgain(at)) {
      return new Span[] {new Span(at, last(reads, at, schedule.end()))};
    }
    int again = schedule.again(at);
    return new Span[] {
      new Span(at, last(reads, at, again)), new Span(again, last(reads, again, schedule.end()))
    };
  }

  /** Whether a backward pass reads a step's output. */
  boolean reachBackward(Graph.Step step) {
    return keeps(step) || reads(step).last() >= schedule.backward(graph.steps().size() - 1);
  }

  /** The last of some times before another, at least the first. */
  private static int last(TreeSet<Integer> times, int first, int before) {
    var last = times.lower(before);
    return last == null ? first : Math.max(first, last);
  }

  /** The times at which a step's output is written or read. */
  private TreeSet<Integer> reads(Graph.Step step) {
    int at = step.index();
    var times = new TreeSet<Integer>();
    times.add(at);
    for (var use : uses.of(at)) {
      times.add(schedule.forward(use.step()));
      times.add(schedule.again(use.step()));
      var reader = graph.steps().get(use.step()).operation();
      if (training && uses.hasBackward(use.step()) && reader.backwardReadsInput(use.input())) {
        times.add(schedule.backward(use.step()));
      }
    }
    if (training && uses.hasBackward(at) && step.operation().backwardReadsOutput()) {
      times.add(schedule.backward(at));
    }
    return times;
  }

  /** Dropout lends its input's memory to its own readers in inference. */
  private boolean lendsToDropout(Graph.Step step) {
    return !training
        && uses.of(step.index()).stream()
            .anyMatch(u -> graph.steps().get(u.step()).operation() instanceof Dropout);
  }
}
