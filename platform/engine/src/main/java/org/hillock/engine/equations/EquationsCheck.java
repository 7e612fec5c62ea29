package org.hillock.engine.equations;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;

/** Refuses equations that no backend could compute, with messages for their author. */
final class EquationsCheck {

  private final String name;
  private final ExprGraph graph;

  EquationsCheck(String name, Equations eq) {
    this.name = name;
    this.graph = eq.graph();
  }

  /** Checks what the author stated. */
  void statement(Equations eq) {
    if (eq.emits().isEmpty() && eq.states().isEmpty()) {
      throw problem("emit nothing and have no state; call emit(value) or state(name, initial)");
    }
    for (var state : eq.states()) {
      if (!Double.isFinite(state.initial())) {
        throw problem(
            "start state %s at %s; give it a finite initial value", state.name(), state.initial());
      }
    }
    for (var parameter : eq.parameters()) {
      if (!Double.isFinite(parameter.initial())) {
        throw problem(
            "start parameter %s at %s; give it a finite initial value",
            parameter.name(), parameter.initial());
      }
    }
    expressions(eq.emits(), "an emitted value");
    expressions(eq.nextValues(), "the next value of a state");
  }

  /** Checks gradients, which hold what surrogates returned. */
  void gradients(Adjoint adjoint) {
    for (var part : List.of(adjoint.inputs(), adjoint.states(), adjoint.parameters())) {
      expressions(part, "a gradient (see the slopes of the surrogates used)");
    }
  }

  private void expressions(Collection<Expr> roots, String what) {
    for (var root : roots) {
      if (root.op() == Op.GE) {
        throw problem("use the condition %s as %s; use condition.select(1, 0)", root, what);
      }
    }
    var seen = new HashSet<>(roots);
    var todo = new ArrayDeque<>(seen);
    while (!todo.isEmpty()) {
      var e = todo.pop();
      node(e, what);
      for (var a : e.args()) {
        if (seen.add(a)) {
          todo.add(a);
        }
      }
    }
  }

  private void node(Expr e, String what) {
    if (e.graph() != graph) {
      throw problem(
          "use a value of other equations in %s: %s; build every value from the one Equations"
              + " object that define was given",
          what, e);
    }
    if (e.op() == Op.CONSTANT && !Double.isFinite(e.value())) {
      throw problem(
          "hold the constant %s in %s; constants must be finite: check the parameters they come"
              + " from",
          e.value(), what);
    }
    for (int i = 0; i < e.args().size(); i++) {
      if (e.arg(i).op() == Op.GE && !(e.op() == Op.SELECT && i == 0)) {
        throw problem("compute with the condition %s; use condition.select(1, 0)", e.arg(i));
      }
    }
  }

  private HillockException problem(String text, Object... args) {
    return new HillockException(
        ErrorCode.INVALID_ARGUMENT, "the equations of " + name + " " + text.formatted(args));
  }
}
