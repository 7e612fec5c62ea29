package org.hillock.engine.equations;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.ParameterSpec;

/** Copies sets of equations into one. */
public final class Composition {

  private final Equations whole = new Equations();

  private Composition() {}

  /**
   * Two sets of equations as one, the second of which takes what the first emits. Inputs and
   * parameters come in the order of the first, then of the second; of equal names the second gets a
   * prime.
   *
   * @param first without states and random numbers; its first emitted value is sent on
   * @param input which input of {@code second} receives it
   */
  public static Equations of(Equations first, Equations second, int input) {
    var composition = new Composition();
    var sent = composition.copies(first.emits().subList(0, 1), composition.leaves(first));
    composition.second(second, second.graph().leaf(Op.INPUT, input), sent.getFirst());
    return composition.whole;
  }

  private void second(Equations eq, Expr input, Expr sent) {
    var known = leaves(eq, Map.of(input, sent));
    for (int i = 0; i < eq.states().size(); i++) {
      var state = eq.states().get(i);
      known.put(eq.graph().leaf(Op.STATE, i), whole.state(state.name(), state.initial()));
    }
    copies(eq.emits(), known).forEach(whole::emit);
    var next = copies(eq.nextValues(), known);
    for (int i = 0; i < next.size(); i++) {
      whole.next(whole.graph().leaf(Op.STATE, i), next.get(i));
    }
  }

  private Map<Expr, Expr> leaves(Equations eq) {
    return leaves(eq, Map.of());
  }

  /** The inputs and parameters of equations, but for those that are given. */
  private Map<Expr, Expr> leaves(Equations eq, Map<Expr, Expr> given) {
    var known = new HashMap<>(given);
    for (int i = 0; i < eq.inputs().size(); i++) {
      var leaf = eq.graph().leaf(Op.INPUT, i);
      if (!given.containsKey(leaf)) {
        known.put(leaf, whole.input(unlike(eq.inputs().get(i), whole.inputs())));
      }
    }
    for (int i = 0; i < eq.parameters().size(); i++) {
      known.put(eq.graph().leaf(Op.PARAMETER, i), whole.parameter(renamed(eq.parameters().get(i))));
    }
    return known;
  }

  private ParameterSpec renamed(ParameterSpec p) {
    var name = unlike(p.name(), whole.parameters().stream().map(ParameterSpec::name).toList());
    return new ParameterSpec(
        name, p.sharing(), p.learnable(), p.initial(), p.minimum(), p.maximum());
  }

  private static String unlike(String name, Collection<String> others) {
    return others.contains(name) ? unlike(name + "'", others) : name;
  }

  private List<Expr> copies(List<Expr> roots, Map<Expr, Expr> known) {
    for (var e : ExprGraph.reachable(roots)) {
      if (!known.containsKey(e)) {
        known.put(e, whole.graph().with(e, e.args().stream().map(known::get).toList()));
      }
    }
    return roots.stream().map(known::get).toList();
  }
}
