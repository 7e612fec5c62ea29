package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.random.CellRandom;

/**
 * One neuron in double precision, straight from its expressions and their gradients: knows nothing
 * of lowering, storing or kernels, and recomputes everything from inputs and previous states.
 */
final class DoubleInterpreter {

  /** What a spike is worth. */
  enum Spikes {
    /** 0 or 1. */
    TRUE,
    /** Its surrogate's smooth function, so that central differences mean something. */
    SMOOTH
  }

  /**
   * @param inputs {@code [input][t]}
   * @param states before the first step
   */
  record Arguments(double[][] inputs, double[] states, double[] parameters) {}

  /**
   * @param emits {@code [emit][t]}
   * @param states after the last step
   */
  record Forward(double[][] emits, double[] states) {}

  /**
   * @param inputs gradients, {@code [input][t]}
   * @param states gradients of the states before the first step
   */
  record Backward(double[][] inputs, double[] states, double[] parameters) {}

  private final Equations eq;
  private final Spikes spikes;
  private final Adjoint adjoint;
  private final List<Expr> forward;
  private final List<Expr> backward;

  /** What detached nodes were worth in each step, when {@link #remember} ran. */
  private final List<Map<Expr, Double>> detached = new ArrayList<>();

  private boolean replay;

  DoubleInterpreter(Equations eq, Spikes spikes) {
    this.eq = eq;
    this.spikes = spikes;
    adjoint = Adjoint.of(eq);
    var roots = new ArrayList<>(eq.emits());
    roots.addAll(eq.nextValues());
    forward = ExprGraph.reachable(roots);
    roots.addAll(adjoint.inputs());
    roots.addAll(adjoint.states());
    roots.addAll(adjoint.parameters());
    backward = ExprGraph.reachable(roots);
  }

  /** Forward; later calls of the others hold detached values at what they are here. */
  Forward remember(Arguments at) {
    replay = false;
    detached.clear();
    var result = forward(at);
    replay = true;
    return result;
  }

  Forward forward(Arguments at) {
    var trajectory = trajectory(at);
    return new Forward(emitted(trajectory), trajectory.getLast().states());
  }

  private record Step(double[] emits, double[] states) {}

  private List<Step> trajectory(Arguments at) {
    var steps = new ArrayList<Step>();
    var states = at.states();
    for (int t = 0; t < at.inputs()[0].length; t++) {
      var values = new Evaluation(at, t, states, new double[0], new double[0]).of(forward);
      states = pick(values, eq.nextValues());
      steps.add(new Step(pick(values, eq.emits()), states));
    }
    return steps;
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
    var trajectory = trajectory(at);
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
      if (detached.size() <= t) {
        detached.add(new HashMap<>());
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
        case DETACH -> detach(e, a);
        default -> throw new IllegalStateException(e.op() + " is a leaf");
      };
    }

    private double spike(Expr e, double x) {
      return switch (spikes) {
        case TRUE -> x >= 0 ? 1 : 0;
        case SMOOTH -> e.surrogate().orElseThrow().smooth(x);
      };
    }

    private double detach(Expr e, double x) {
      if (!replay) {
        detached.get(t).put(e, x);
      }
      // Gradients may hold detached nodes of their own; nothing is differentiated through them.
      return detached.get(t).getOrDefault(e, x);
    }
  }
}
