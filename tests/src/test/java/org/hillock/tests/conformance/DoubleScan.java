package org.hillock.tests.conformance;

import static org.hillock.tests.conformance.Doubles.fill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.ParameterSpec;

/**
 * Equations in double precision, straight from their expressions, for all neurons of a time step at
 * once. A spike is worth its surrogate's smooth function, so that differences mean something.
 */
final class DoubleScan {

  private final Equations eq = new Equations();
  private final List<Expr> order;
  private final Held held;
  private final List<double[]> parameters = new ArrayList<>();
  private final List<double[]> states = new ArrayList<>();

  DoubleScan(Consumer<Equations> define, int neurons, Held held) {
    define.accept(eq);
    this.held = held;
    var roots = new ArrayList<>(eq.emits());
    roots.addAll(eq.nextValues());
    order = ExprGraph.reachable(roots);
    eq.states().forEach(state -> states.add(fill(neurons, i -> state.initial())));
  }

  List<ParameterSpec> parameters() {
    return eq.parameters();
  }

  /** Gives the next parameter its values, one for all neurons or one for each feature. */
  void bind(double[] values) {
    parameters.add(values);
  }

  /** One time step; returns the first value emitted. */
  double[] step(List<double[]> inputs) {
    int n = inputs.getFirst().length;
    var values = new HashMap<Expr, double[]>();
    for (var e : order) {
      values.put(e, e.op().isLeaf() ? leaf(e, inputs, n) : node(e, values));
    }
    for (int s = 0; s < states.size(); s++) {
      states.set(s, values.get(eq.nextValues().get(s)));
    }
    return values.get(eq.emits().getFirst());
  }

  private double[] leaf(Expr e, List<double[]> inputs, int n) {
    return switch (e.op()) {
      case CONSTANT -> fill(n, i -> e.value());
      case INPUT -> inputs.get(e.index());
      case STATE -> states.get(e.index());
      case PARAMETER -> {
        var values = parameters.get(e.index());
        yield fill(n, i -> values[i % values.length]);
      }
      default -> throw new AssertionError("say here what " + e.op() + " is worth");
    };
  }

  private double[] node(Expr e, Map<Expr, double[]> values) {
    var a = values.get(e.arg(0));
    return switch (e.op()) {
      case ADD -> both(e, values, (x, y) -> x + y);
      case SUB -> both(e, values, (x, y) -> x - y);
      case MUL -> both(e, values, (x, y) -> x * y);
      case DIV -> both(e, values, (x, y) -> x / y);
      case MAX -> both(e, values, Math::max);
      case MIN -> both(e, values, Math::min);
      case GE -> both(e, values, (x, y) -> x >= y ? 1 : 0);
      case NEG -> each(a, x -> -x);
      case ABS -> each(a, Math::abs);
      case EXP -> each(a, Math::exp);
      case LOG -> each(a, Math::log);
      case SQRT -> each(a, Math::sqrt);
      case COS -> each(a, Math::cos);
      case SIGMOID -> each(a, x -> 1 / (1 + Math.exp(-x)));
      case TANH -> each(a, Math::tanh);
      case SPIKE -> each(a, e.surrogate().orElseThrow()::smooth);
      case DETACH -> held.hold(a);
      case SELECT -> {
        var yes = values.get(e.arg(1));
        var no = values.get(e.arg(2));
        yield fill(a.length, i -> a[i] != 0 ? yes[i] : no[i]);
      }
      default -> throw new AssertionError("say here what " + e.op() + " computes");
    };
  }

  private static double[] each(double[] a, DoubleUnaryOperator function) {
    return fill(a.length, i -> function.applyAsDouble(a[i]));
  }

  private static double[] both(Expr e, Map<Expr, double[]> values, DoubleBinaryOperator function) {
    var a = values.get(e.arg(0));
    var b = values.get(e.arg(1));
    return fill(a.length, i -> function.applyAsDouble(a[i], b[i]));
  }
}
