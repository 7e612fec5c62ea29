package org.hillock.engine.equations;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;

/**
 * Decides which forward values the backward pass reads from memory: the cheapest vertex cut between
 * the inputs and previous states and the forward values that gradients use. Everything between the
 * cut and the gradients is recomputed. Ties go to the values nearest the gradients.
 *
 * <p>A previous state is a value of the step before: where what that step kept anyway suffices to
 * compute it again, nothing is kept for it.
 *
 * <p>Costs are memory traffic a neuron and time step. Scans are bound by memory, so recomputing is
 * free beside it; parameters are always at hand and cost nothing.
 */
final class StoringRule {

  /** 1/100 byte: traffic first, then arithmetic the forward pass does not do anyway. */
  private static final long BYTE = 100;

  /** A new row is written once and read once. */
  private static final long KEEP = 8 * BYTE;

  /** An input's row is there anyway. */
  private static final long READ = 4 * BYTE;

  /** A row is read a second time, from a cache. */
  private static final long READ_BEFORE = BYTE;

  private static final long NOT_IN_FORWARD = 1;
  private static final long NEVER = Long.MAX_VALUE >> 20;

  /** With more previous states to read the search for a plan without them would take seconds. */
  private static final int MOST_DERIVED = 8;

  /**
   * What the backward pass has of the forward one.
   *
   * @param read the values to read, in a fixed order; inputs among them need no row of their own
   * @param derived previous states that are computed from what is read of the step before
   */
  record Plan(List<Expr> read, Set<Expr> derived) {}

  private final Set<Expr> forward;
  private final List<Expr> primal;
  private final Map<Expr, Integer> index = new HashMap<>();
  private final Set<Expr> needed;

  private StoringRule(Set<Expr> forward, List<Expr> primal, Set<Expr> needed) {
    this.forward = forward;
    this.primal = primal;
    this.needed = needed;
    primal.forEach(e -> index.put(e, index.size()));
  }

  /**
   * The cheapest plan.
   *
   * @param emits lowered, as the others are
   * @param nexts the states' next values
   * @param backward the results of the backward pass
   */
  static Plan plan(List<Expr> emits, List<Expr> nexts, List<Expr> backward) {
    var results = new HashSet<>(emits);
    results.addAll(nexts);
    var forward = ExprGraph.reachable(results);
    results.addAll(backward);
    var nodes = ExprGraph.reachable(results);
    var gradients = dependents(nodes, Set.of(Op.EMIT_ADJOINT, Op.NEXT_ADJOINT));
    var primal = dependents(nodes, Set.of(Op.INPUT, Op.STATE));
    primal.removeAll(gradients);
    var needed = new HashSet<Expr>();
    var used = ExprGraph.reachable(backward);
    used.retainAll(gradients);
    used.forEach(e -> e.args().stream().filter(primal::contains).forEach(needed::add));
    var rule =
        new StoringRule(
            new HashSet<>(forward), nodes.stream().filter(primal::contains).toList(), needed);
    var plain = new Plan(rule.cut(needed, Set.of(), Set.of()), Set.of());
    // Random numbers of the step before are not drawn again.
    boolean random = nodes.stream().anyMatch(e -> e.op() == Op.UNIFORM);
    return random ? plain : rule.withoutStates(plain, nexts);
  }

  private static Set<Expr> dependents(List<Expr> nodes, Set<Op> leaves) {
    var found = new HashSet<Expr>();
    for (var e : nodes) {
      if (leaves.contains(e.op()) || e.args().stream().anyMatch(found::contains)) {
        found.add(e);
      }
    }
    return found;
  }

  /** The plan, or a cheaper one that derives states it reads: each alone, or all. */
  private Plan withoutStates(Plan plain, List<Expr> nexts) {
    var states = plain.read().stream().filter(e -> e.op() == Op.STATE).toList();
    if (states.size() > MOST_DERIVED) {
      return plain;
    }
    var choices = new LinkedHashSet<Set<Expr>>();
    states.forEach(e -> choices.add(Set.of(e)));
    choices.add(new LinkedHashSet<>(states));
    var best = plain;
    for (var derived : choices) {
      var before = derived.stream().map(e -> nexts.get(e.index())).collect(Collectors.toSet());
      before.retainAll(index.keySet());
      var both = new HashSet<>(ExprGraph.reachable(before));
      both.retainAll(ExprGraph.reachable(needed));
      // A cut of both steps at once is no flow: each value both could read is tried.
      for (var common : primal) {
        if (both.contains(common) && forward.contains(common) && common.op() != Op.STATE) {
          var plan = derive(derived, before, common);
          boolean sound = known(needed, plan, derived) && known(before, plan, Set.of());
          best = sound && cost(plan) < cost(best) ? plan : best;
        }
      }
    }
    return best;
  }

  /** Cuts for this step and for the step before, which share what they read. */
  private Plan derive(Set<Expr> derived, Set<Expr> before, Expr common) {
    var free = new HashSet<>(derived);
    free.add(common);
    var read = new HashSet<>(cut(needed, free, Set.of()));
    read.removeAll(derived);
    read.add(common);
    read.addAll(cut(before, read, derived));
    return new Plan(primal.stream().filter(read::contains).toList(), derived);
  }

  /**
   * Whether values follow from what a plan reads. A cut that costs more than anything is none: a
   * state may be handed on as it is, so that nothing between it and its next value could be read.
   */
  private boolean known(Set<Expr> values, Plan plan, Set<Expr> given) {
    var found = new HashSet<>(given);
    found.addAll(plan.read());
    for (var e : primal) {
      boolean follows = e.args().stream().allMatch(a -> found.contains(a) || !index.containsKey(a));
      if (follows && !e.op().isLeaf()) {
        found.add(e);
      }
    }
    return found.containsAll(values);
  }

  private long cost(Plan plan) {
    long reads = plan.read().stream().mapToLong(this::cost).sum();
    return reads + plan.derived().size() * READ_BEFORE;
  }

  /**
   * The cheapest values that separate what is needed from inputs and states. Node i of the
   * equations is edge (2i, 2i+1) of the flow network.
   *
   * @param free values that cost nothing
   * @param never values that cannot be read
   */
  private List<Expr> cut(Set<Expr> needed, Set<Expr> free, Set<Expr> never) {
    int source = 2 * primal.size();
    int sink = source + 1;
    var flow = new FlowNetwork(sink + 1);
    for (var e : primal) {
      int i = index.get(e);
      flow.connect(2 * i, 2 * i + 1, free.contains(e) ? 0 : never.contains(e) ? NEVER : cost(e));
      if (e.op().isLeaf()) {
        flow.connect(source, 2 * i, NEVER);
      }
      if (needed.contains(e)) {
        flow.connect(2 * i + 1, sink, NEVER);
      }
      for (var a : e.args()) {
        if (index.containsKey(a)) {
          flow.connect(2 * index.get(a) + 1, 2 * i, NEVER);
        }
      }
    }
    flow.saturate(source, sink);
    var reaching = flow.reaching(sink);
    return primal.stream()
        .filter(e -> !reaching[2 * index.get(e)] && reaching[2 * index.get(e) + 1])
        .toList();
  }

  private long cost(Expr e) {
    return switch (e.op()) {
      // A condition is not a number; its operands are kept and compared again.
      case GE -> NEVER;
      case INPUT -> READ;
      default -> forward.contains(e) ? KEEP : KEEP + NOT_IN_FORWARD;
    };
  }
}
