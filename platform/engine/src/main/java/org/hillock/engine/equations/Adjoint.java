package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;

/**
 * Reverse mode of one time step: from the gradients of emitted and next values ({@link
 * Op#EMIT_ADJOINT}, {@link Op#NEXT_ADJOINT}) to those of inputs, previous states and parameters.
 * What nothing depends on has the constant 0.
 */
record Adjoint(List<Expr> inputs, List<Expr> states, List<Expr> parameters) {

  static Adjoint of(Equations eq) {
    var graph = eq.graph();
    var gradients = new HashMap<Expr, Expr>();
    var roots = new ArrayList<Expr>();
    seed(Op.EMIT_ADJOINT, eq.emits(), roots, gradients);
    seed(Op.NEXT_ADJOINT, eq.nextValues(), roots, gradients);
    for (var e : ExprGraph.reachable(roots).reversed()) {
      var arriving = gradients.get(e);
      if (arriving != null && !e.op().isLeaf()) {
        AdjointRules.pull(e, arriving, (to, d) -> gradients.merge(to, d, Expr::plus));
      }
    }
    return new Adjoint(
        gradients(graph, Op.INPUT, eq.inputs().size(), gradients),
        gradients(graph, Op.STATE, eq.states().size(), gradients),
        gradients(graph, Op.PARAMETER, eq.parameters().size(), gradients));
  }

  private static void seed(
      Op kind, List<Expr> values, List<Expr> roots, Map<Expr, Expr> gradients) {
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      gradients.merge(value, value.graph().leaf(kind, i), Expr::plus);
      roots.add(value);
    }
  }

  private static List<Expr> gradients(
      ExprGraph graph, Op kind, int count, Map<Expr, Expr> gradients) {
    return IntStream.range(0, count)
        .mapToObj(i -> gradients.getOrDefault(graph.leaf(kind, i), graph.constant(0)))
        .toList();
  }
}
