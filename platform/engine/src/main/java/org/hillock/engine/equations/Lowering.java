package org.hillock.engine.equations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;

/**
 * Rewrites expressions into the form backends compile: spikes become selections, detachments
 * vanish, products with spikes become blends. Done after differentiation, which has to see the
 * spikes.
 */
final class Lowering {

  private final Map<Expr, Expr> lowered = new HashMap<>();

  List<Expr> all(List<Expr> roots) {
    for (var e : ExprGraph.reachable(roots)) {
      if (!lowered.containsKey(e)) {
        lowered.put(e, e.graph().lowered(e, e.args().stream().map(lowered::get).toList()));
      }
    }
    return roots.stream().map(lowered::get).toList();
  }
}
