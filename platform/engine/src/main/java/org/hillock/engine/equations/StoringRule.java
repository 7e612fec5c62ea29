package org.hillock.engine.equations;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;

/**
 * Decides which forward values the backward pass reads from memory: the cheapest vertex cut between
 * the inputs and previous states and the forward values that gradients use. Everything between the
 * cut and the gradients is recomputed. Ties go to the values nearest the gradients.
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

  private static final long NOT_IN_FORWARD = 1;
  private static final long NEVER = Long.MAX_VALUE / 4;

  private final Set<Expr> forward;
  private final List<Expr> primal;
  private final Set<Expr> needed;

  private StoringRule(Set<Expr> forward, List<Expr> primal, Set<Expr> needed) {
    this.forward = forward;
    this.primal = primal;
    this.needed = needed;
  }

  /**
   * The values to read, in a fixed order; inputs among them need no row of their own.
   *
   * @param forward the lowered results of the forward pass
   * @param backward the lowered results of the backward pass
   */
  static List<Expr> read(List<Expr> forward, List<Expr> backward) {
    var nodes = ExprGraph.reachable(backward);
    var gradients = dependents(nodes, Set.of(Op.EMIT_ADJOINT, Op.NEXT_ADJOINT));
    var primal = dependents(nodes, Set.of(Op.INPUT, Op.STATE));
    primal.removeAll(gradients);
    var needed = new HashSet<Expr>();
    gradients.forEach(e -> e.args().stream().filter(primal::contains).forEach(needed::add));
    return new StoringRule(
            new HashSet<>(ExprGraph.reachable(forward)),
            nodes.stream().filter(primal::contains).toList(),
            needed)
        .cut();
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

  /** Node i of the equations is edge (2i, 2i+1) of the flow network. */
  private List<Expr> cut() {
    int source = 2 * primal.size();
    int sink = source + 1;
    var flow = new FlowNetwork(sink + 1);
    var index = new HashMap<Expr, Integer>();
    for (var e : primal) {
      int i = index.size();
      index.put(e, i);
      flow.connect(2 * i, 2 * i + 1, cost(e));
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
