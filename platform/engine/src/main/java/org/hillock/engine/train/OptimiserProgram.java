package org.hillock.engine.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.backend.Pass.Store;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.equations.ScanCompiler;

/**
 * An optimiser as a program of one step, in which the gradient is first multiplied by one more
 * parameter, the last, and the weight is kept within bounds.
 */
final class OptimiserProgram {

  private OptimiserProgram() {}

  static ScanProgram of(String name, Optimiser optimiser, double minimum, double maximum) {
    var eq = new Equations();
    optimiser.define(eq);
    check(name, eq);
    var plain = ScanCompiler.program(name, eq);
    if (plain.random()) {
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT,
          "optimiser %s: draws random numbers, for which updates have no seed".formatted(name));
    }
    var graph = eq.graph();
    var scale = graph.leaf(Op.PARAMETER, eq.parameters().size());
    var rewritten = scaled(plain.inference(), graph, scale);
    var stores = new ArrayList<Store>();
    for (var store : plain.inference().stores()) {
      var value = rewritten.getOrDefault(store.value(), store.value());
      boolean weight = store.to().equals(new Place(Space.STATE, 0));
      stores.add(new Store(weight ? within(value, minimum, maximum) : value, store.to()));
    }
    var loads = new HashMap<>(plain.inference().loads());
    loads.put(scale, new Place(Space.PARAMETER, eq.parameters().size()));
    var parameters = new ArrayList<>(eq.parameters());
    parameters.add(ParameterSpec.given("gradient scale", ParameterSpec.Sharing.SCALAR));
    var rows = List.of(new Row(Role.INPUT, 0));
    return new ScanProgram(
        name,
        plain.states(),
        parameters,
        1,
        0,
        plain.kept(),
        plain.training(),
        new Pass(rows, loads, stores),
        plain.backward(),
        plain.backwardFirst());
  }

  private static void check(String name, Equations eq) {
    boolean sound =
        eq.inputs().size() == 1
            && eq.emits().isEmpty()
            && !eq.states().isEmpty()
            && eq.states().getFirst().name().equals(Optimiser.WEIGHT)
            && eq.parameters().stream()
                .noneMatch(p -> p.learnable() || p.sharing() != ParameterSpec.Sharing.SCALAR);
    if (!sound) {
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT,
          "optimiser %s: takes the gradient as its only input, has %s as its first state, emits"
                  .formatted(name, Optimiser.WEIGHT)
              + " nothing and has given scalars as its only parameters");
    }
  }

  /** Every node of a pass that depends on the gradient, with the gradient scaled. */
  private static Map<Expr, Expr> scaled(Pass pass, ExprGraph graph, Expr scale) {
    var now = new HashMap<Expr, Expr>();
    var gradient = graph.leaf(Op.INPUT, 0);
    now.put(gradient, gradient.times(scale));
    for (var node : pass.nodes()) {
      if (node.args().stream().anyMatch(now::containsKey)) {
        var args = node.args().stream().map(a -> now.getOrDefault(a, a)).toList();
        now.put(node, graph.lowered(node, args));
      }
    }
    return now;
  }

  private static Expr within(Expr value, double minimum, double maximum) {
    var above = minimum == Double.NEGATIVE_INFINITY ? value : value.max(minimum);
    return maximum == Double.POSITIVE_INFINITY ? above : above.min(maximum);
  }
}
