package org.hillock.tests.conformance;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;
import static org.hillock.tests.conformance.Doubles.fill;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.random.CellRandom;

/**
 * Equations in double precision, straight from their expressions, for all neurons of a time step at
 * once. In the first pass a spike is 0 or 1; in others it is as far from that as its surrogate's
 * smooth function has moved. So differences are those of the function whose derivative training
 * takes, at the states that training goes through.
 */
final class DoubleScan {

  private static final Set<Op> KINKED = EnumSet.of(Op.GE, Op.MAX, Op.MIN, Op.ABS);

  private final Equations eq = new Equations();
  private final List<Expr> order;
  private final List<Expr> kinks;
  private final Held held;
  private final List<double[]> parameters = new ArrayList<>();
  private final List<double[]> states = new ArrayList<>();
  private int time;

  DoubleScan(Consumer<Equations> define, int neurons, Held held) {
    define.accept(eq);
    this.held = held;
    var roots = new ArrayList<>(eq.emits());
    roots.addAll(eq.nextValues());
    var slopes =
        ExprGraph.reachable(roots).stream()
            .flatMap(e -> e.surrogate().stream().map(surrogate -> surrogate.slope(e.arg(0))))
            .toList();
    kinks =
        Stream.concat(roots.stream(), slopes.stream())
            .collect(collectingAndThen(toList(), ExprGraph::reachable))
            .stream()
            .filter(e -> KINKED.contains(e.op()))
            .toList();
    kinks.forEach(e -> roots.addAll(e.args()));
    order = ExprGraph.reachable(roots);
    eq.states().forEach(state -> states.add(fill(neurons, i -> state.initial())));
  }

  /** Begins elsewhere than where the equations say. */
  void begin(List<double[]> initial) {
    states.clear();
    states.addAll(initial);
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
    for (var e : kinks) {
      held.kink(distances(e, values));
    }
    time++;
    for (int s = 0; s < states.size(); s++) {
      states.set(s, values.get(eq.nextValues().get(s)));
    }
    return values.get(eq.emits().getFirst());
  }

  /** Relative to what is compared, if that is larger than 1. */
  private static double[] distances(Expr kink, Map<Expr, double[]> values) {
    return kink.op() == Op.ABS
        ? values.get(kink.arg(0))
        : both(kink, values, (x, y) -> (x - y) / Math.max(1, Math.max(Math.abs(x), Math.abs(y))));
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
      case UNIFORM -> {
        long key = CellRandom.key(0, time, e.index());
        yield fill(n, i -> CellRandom.uniform(key, i));
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
      case SPIKE -> spike(a, e.surrogate().orElseThrow()::smooth);
      case DETACH -> held.hold(a);
      case SELECT -> {
        var yes = values.get(e.arg(1));
        var no = values.get(e.arg(2));
        yield fill(a.length, i -> a[i] != 0 ? yes[i] : no[i]);
      }
      default -> throw new AssertionError("say here what " + e.op() + " computes");
    };
  }

  /** As far from 0 or 1 as the smooth function is from what it was in the first pass. */
  private double[] spike(double[] x, DoubleUnaryOperator smooth) {
    held.step(x);
    var offset = held.hold(each(x, v -> (v >= 0 ? 1 : 0) - smooth.applyAsDouble(v)));
    return fill(x.length, i -> smooth.applyAsDouble(x[i]) + offset[i]);
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
