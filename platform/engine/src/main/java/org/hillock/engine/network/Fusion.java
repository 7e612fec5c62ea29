package org.hillock.engine.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Value;

/**
 * Lets scans compute what is elementwise and read by them alone, such as a normalisation before
 * neurons: one program instead of two, and no memory for what lies between them. And lets
 * normalisations take the bias of the synapses before them into account, which then costs nothing.
 */
final class Fusion {

  private record Pair(Formula first, Formula second, int input) {}

  private final List<Graph.Step> steps;
  private final Sequence output;
  private final Map<Integer, Integer> readers = new HashMap<>();
  private final Map<Pair, Formula> formulas = new HashMap<>();

  private Fusion(Graph graph) {
    steps = new ArrayList<>(graph.steps());
    output = graph.output();
    for (var step : steps) {
      for (var input : step.inputs()) {
        if (input instanceof Sequence s) {
          readers.merge(s.producer(), 1, Integer::sum);
        }
      }
    }
  }

  /** The same network; what is absorbed keeps its place, idle. */
  static Graph of(Graph graph) {
    var fusion = new Fusion(graph);
    for (int i = 0; i < graph.steps().size(); i++) {
      fusion.absorb(i);
    }
    for (int i = 0; i < graph.steps().size(); i++) {
      fusion.relieve(i);
    }
    return new Graph(graph.input(), graph.output(), fusion.steps, graph.slots());
  }

  /** Synapses that only a normalisation reads leave their bias to it. */
  private void relieve(int at) {
    var step = steps.get(at);
    if (!(step.operation() instanceof Scan scan)) {
      return;
    }
    var inputs = new ArrayList<>(step.inputs());
    var norms = new ArrayList<BatchNorm>();
    for (var norm : scan.norms()) {
      var bias = relievable(((Sequence) inputs.get(norm.input())).producer(), norm.channels());
      bias.ifPresent(inputs::add);
      norms.add(bias.isPresent() ? norm.of(inputs.size() - 1) : norm);
    }
    steps.set(at, with(step, scan.with(norms), inputs));
  }

  /** Takes the bias away from a step, if it has one that can be told apart in the step's output. */
  private Optional<Value> relievable(int producer, int channels) {
    if (producer == Sequence.INPUT
        || producer == output.producer()
        || readers.get(producer) != 1
        || !(steps.get(producer).operation() instanceof Biased synapses)) {
      return Optional.empty();
    }
    var step = steps.get(producer);
    if (step.inputs().size() != Biased.WITH_BIAS
        || step.inputs().getLast().shape().size() != channels) {
      return Optional.empty();
    }
    var inputs = step.inputs().subList(0, Biased.WITH_BIAS - 1);
    steps.set(producer, with(step, synapses.relieved(), inputs));
    return Optional.of(step.inputs().getLast());
  }

  /** What is absorbed may have something to absorb before it in turn. */
  private void absorb(int at) {
    for (int input = 0; input < inputs(at); ) {
      if (absorbs(at, input)) {
        fuse(at, input);
      } else {
        input++;
      }
    }
  }

  /** How many sequences a scan over time takes. */
  private int inputs(int at) {
    return steps.get(at).operation() instanceof Scan scan && scan.time() == Scan.Time.SCANNED
        ? scan.program().inputs()
        : 0;
  }

  private boolean absorbs(int at, int input) {
    int producer = ((Sequence) steps.get(at).inputs().get(input)).producer();
    return producer != Sequence.INPUT
        && producer != output.producer()
        && readers.get(producer) == 1
        && steps.get(producer).operation() instanceof Scan first
        && first.time() == Scan.Time.FLAT
        && !first.spiking()
        && !first.program().random()
        && ((Scan) steps.get(at).operation()).norms().stream().noneMatch(n -> n.input() == input);
  }

  private void fuse(int at, int input) {
    var step = steps.get(at);
    var scan = (Scan) step.operation();
    var before = steps.get(((Sequence) step.inputs().get(input)).producer());
    var first = (Scan) before.operation();
    var formula =
        formulas.computeIfAbsent(
            new Pair(first.formula(), scan.formula(), input),
            pair -> pair.second().after(pair.first(), pair.input()));
    var norms = new ArrayList<>(first.norms());
    for (var n : scan.norms()) {
      int moved = n.input() - (n.input() > input ? 1 : 0) + first.program().inputs();
      norms.add(n.moved(moved, n.parameter() + first.program().parameters().size()));
    }
    var fused = new Scan(scan.name(), formula, scan.features(), scan.spiking(), scan.time(), norms);
    steps.set(at, with(step, fused, inputs(before, step, input)));
    var absorbed = new Absorbed(before.operation().name(), before.output().shape());
    steps.set(before.index(), with(before, absorbed, List.of()));
  }

  /** Sequences, parameters, running variances: of each kind first those of the step before. */
  private static List<Value> inputs(Graph.Step before, Graph.Step step, int input) {
    var first = new ArrayDeque<>(before.inputs());
    var others = new ArrayList<>(step.inputs());
    others.remove(input);
    var second = new ArrayDeque<>(others);
    var all = new ArrayList<Value>();
    var a = ((Scan) before.operation()).program();
    var b = ((Scan) step.operation()).program();
    move(a.inputs(), first, all);
    move(b.inputs() - 1, second, all);
    move(a.parameters().size(), first, all);
    move(b.parameters().size(), second, all);
    move(first.size(), first, all);
    move(second.size(), second, all);
    return all;
  }

  private static void move(int count, Deque<Value> from, List<Value> to) {
    for (int i = 0; i < count; i++) {
      to.add(from.remove());
    }
  }

  private static Graph.Step with(Graph.Step step, Operation operation, List<Value> inputs) {
    return new Graph.Step(
        step.index(), step.info(), step.place(), operation, inputs, step.output());
  }
}
