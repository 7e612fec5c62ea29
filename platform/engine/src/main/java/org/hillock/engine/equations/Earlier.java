package org.hillock.engine.equations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;

/**
 * Rewrites a backward pass so that previous states are computed from values of the step before,
 * which are leaves of kind {@link Op#EARLIER}: number i is {@code read[i]} one step earlier.
 */
final class Earlier implements UnaryOperator<Expr> {

  /** What nodes become. */
  private final Map<Expr, Expr> known = new HashMap<>();

  /**
   * @param nexts the states' next values
   */
  Earlier(StoringRule.Plan plan, List<Expr> nexts) {
    var read = plan.read();
    var before = new HashMap<Expr, Expr>();
    for (int i = 0; i < read.size(); i++) {
      before.put(read.get(i), read.get(i).graph().leaf(Op.EARLIER, i));
    }
    for (var state : plan.derived()) {
      known.put(state, rewritten(nexts.get(state.index()), before));
    }
    read.forEach(e -> known.put(e, e));
  }

  @Override
  public Expr apply(Expr result) {
    return rewritten(result, known);
  }

  /**
   * An expression whose leaves are known, some nodes being others; nothing below those is looked
   * at.
   */
  private static Expr rewritten(Expr root, Map<Expr, Expr> known) {
    for (var e : ExprGraph.reachable(List.of(root))) {
      if (!known.containsKey(e)) {
        var args = e.args().stream().map(known::get).toList();
        known.put(e, args.equals(e.args()) ? e : e.graph().with(e, args));
      }
    }
    return known.get(root);
  }
}
