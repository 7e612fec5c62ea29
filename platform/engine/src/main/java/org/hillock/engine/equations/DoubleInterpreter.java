package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.Op;
import org.hillock.api.random.CellRandom;

/**
 * One neuron in double precision, straight from its expressions and their gradients: knows nothing
 * of lowering, storing or kernels, and recomputes everything from inputs and previous states.
 *
 * <p>A spike is 0 or 1 where {@link #remember} ran; elsewhere it is as far from that as its
 * surrogate's smooth function is from what it was there. So differences around that place are those
 * of the function whose derivative training takes, at the states that training goes through: a
 * smooth function in the step's place would reset neurons by halves, and they would go elsewhere.
 */
final class DoubleInterpreter {

  /**
   * @param inputs {@code [input][t]}
   * @param states before the first step
   */
  record Arguments(double[][] inputs, double[] states, double[] parameters) {}

  /**
   * @param emits {@code [emit][t]}
   * @param states after the last step
   * @param sides of its kinks that each step was on: of conditions, larger and smaller values, and
   *     absolute values, in equations and in slopes of surrogates
   */
  record Forward(double[][] emits, double[] states, BitSet sides) {}

  /**
   * @param inputs gradients, {@code [input][t]}
   * @param states gradients of the states before the first step
   */
  record Backward(double[][] inputs, double[] states, double[] parameters) {}

  private static final Set<Op> KINKED = EnumSet.of(Op.GE, Op.MAX, Op.MIN, Op.ABS);

  private final Equations eq;
  private final Adjoint adjoint;
  private final List<Expr> forward;
  private final List<Expr> kinks;
  private final List<Expr> backward;

  /**
   * When {@link #remember} ran, in each step: what detached nodes were worth, and by how much
   * spikes exceeded their smooth functions.
   */
  private final List<Map<Expr, Double>> held = new ArrayList<>();

  private boolean replay;

  DoubleInterpreter(Equations eq) {
    this.eq = eq;
    adjoint = Adjoint.of(eq);
    var roots = new ArrayList<>(eq.emits());
    roots.addAll(eq.nextValues());
    for (var e : ExprGraph.reachable(roots)) {
      e.surrogate().ifPresent(surrogate -> roots.add(surrogate.slope(e.arg(0))));
    }
    forward = ExprGraph.reachable(roots);
    kinks = forward.stream().filter(e -> KINKED.contains(e.op())).toList();
    roots.addAll(adjoint.inputs());
    roots.addAll(adjoint.states());
    roots.addAll(adjoint.parameters());
    backward = ExprGraph.reachable(roots);
  }

  /** Forward; later calls of the others hold detached values and spikes at what they are here. */
  Forward remember(Arguments at) {
    replay = false;
    held.clear();
    var result = forward(at);
    replay = true;
    return result;
  }

  Forward forward(Arguments at) {
    var sides = new BitSet();
    var trajectory = trajectory(at, sides);
    return new Forward(emitted(trajectory), trajectory.getLast().states(), sides);
  }

  private record Step(double[] emits, double[] states) {}

  private List<Step> trajectory(Arguments at, BitSet sides) {
    var steps = new ArrayList<Step>();
    var states = at.states();
    for (int t = 0; t < at.inputs()[0].length; t++) {
      var values = new Evaluation(at, t, states, new double[0], new double[0]).of(forward);
      states = pick(values, eq.nextValues());
      steps.add(new Step(pick(values, eq.emits()), states));
      for (int k = 0; k < kinks.size(); k++) {
        sides.set(t * kinks.size() + k, isRight(kinks.get(k), values));
      }
    }
    return steps;
  }

  private static boolean isRight(Expr kink, Map<Expr, Double> values) {
    double a = values.get(kink.arg(0));
    return a >= (kink.op() == Op.ABS ? 0 : values.get(kink.arg(1)));
  }

  private double[][] emitted(List<Step> trajectory) {
    var emits = new double[eq.emits().size()][trajectory.size()];
    for (int t = 0; t < trajectory.size(); t++) {
      for (int i = 0; i < emits.length; i++) {
        emits[i][t] = trajectory.get(t).emits()[i];
      }
    }
    return emits;
  }

  /**
   * Backward through time; follows {@link #remember}.
   *
   * @param emitGradients {@code [emit][t]}
   * @param stateGradients gradients of the states after the last step
   */
  Backward backward(Arguments at, double[][] emitGradients, double[] stateGradients) {
    var trajectory = trajectory(at, new BitSet());
    int steps = trajectory.size();
    var inputs = new double[at.inputs().length][steps];
    var parameters = new double[at.parameters().length];
    var arriving = stateGradients;
    for (int t = steps - 1; t >= 0; t--) {
      var before = t == 0 ? at.states() : trajectory.get(t - 1).states();
      var emit = new double[emitGradients.length];
      for (int i = 0; i < emit.length; i++) {
        emit[i] = emitGradients[i][t];
      }
      var values = new Evaluation(at, t, before, emit, arriving).of(backward);
      var d = pick(values, adjoint.inputs());
      for (int i = 0; i < d.length; i++) {
        inputs[i][t] = d[i];
      }
      d = pick(values, adjoint.parameters());
      for (int i = 0; i < d.length; i++) {
        parameters[i] += d[i];
      }
      arriving = pick(values, adjoint.states());
    }
    return new Backward(inputs, arriving, parameters);
  }

  private static double[] pick(Map<Expr, Double> values, List<Expr> which) {
    return which.stream().mapToDouble(values::get).toArray();
  }

  /** The values of one time step. */
  private final class Evaluation {
    private final Arguments at;
    private final int t;
    private final double[] states;
    private final double[] emitGradients;
    private final double[] nextGradients;
    private final Map<Expr, Double> values = new HashMap<>();

    Evaluation(
        Arguments at, int t, double[] states, double[] emitGradients, double[] nextGradients) {
      this.at = at;
      this.t = t;
      this.states = states;
      this.emitGradients = emitGradients;
      this.nextGradients = nextGradients;
    }

    Map<Expr, Double> of(List<Expr> order) {
      if (held.size() <= t) {
        held.add(new HashMap<>());
      }
      for (var e : order) {
        values.put(e, e.op().isLeaf() ? leaf(e) : node(e));
      }
      return values;
    }

    private double leaf(Expr e) {
      return switch (e.op()) {
        case CONSTANT -> e.value();
        case INPUT -> at.inputs()[e.index()][t];
        case STATE -> states[e.index()];
        case PARAMETER -> at.parameters()[e.index()];
        case UNIFORM -> CellRandom.uniform(CellRandom.key(0, t, e.index()), 0);
        case EMIT_ADJOINT -> emitGradients[e.index()];
        case NEXT_ADJOINT -> nextGradients[e.index()];
        default -> throw new IllegalStateException(e.op() + " is not a leaf");
      };
    }

    private double node(Expr e) {
      double a = values.get(e.arg(0));
      double b = e.args().size() > 1 ? values.get(e.arg(1)) : Double.NaN;
      return switch (e.op()) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case DIV -> a / b;
        case MAX -> Math.max(a, b);
        case MIN -> Math.min(a, b);
        case NEG -> -a;
        case ABS -> Math.abs(a);
        case EXP -> Math.exp(a);
        case LOG -> Math.log(a);
        case SQRT -> Math.sqrt(a);
        case COS -> Math.cos(a);
        case SIGMOID -> 1 / (1 + Math.exp(-a));
        case TANH -> Math.tanh(a);
        case GE -> a >= b ? 1 : 0;
        case SELECT -> a != 0 ? b : values.get(e.arg(2));
        case SPIKE -> spike(e, a);
        case DETACH -> hold(e, a);
        default -> throw new IllegalStateException(e.op() + " is a leaf");
      };
    }

    private double spike(Expr e, double x) {
      double smooth = e.surrogate().orElseThrow().smooth(x);
      return smooth + hold(e, (x >= 0 ? 1 : 0) - smooth);
    }

    private double hold(Expr e, double x) {
      if (!replay) {
        held.get(t).put(e, x);
      }
      // Gradients may hold detached nodes of their own; nothing is differentiated through them.
      return held.get(t).getOrDefault(e, x);
    }
  }
}
