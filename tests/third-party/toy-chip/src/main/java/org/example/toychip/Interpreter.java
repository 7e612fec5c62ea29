package org.example.toychip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;
import org.hillock.api.random.CellRandom;
import org.hillock.api.tensor.Tensor;

/** A pass as instructions on registers, one a node. */
final class Interpreter {

  private record Store(int register, Place to, boolean entering) {}

  private final Expr[] nodes;
  private final int[][] arguments;
  private final Place[] loads;
  private final boolean[] loaded;
  private final List<Store> stores;
  private final float[] registers;

  Interpreter(Pass pass) {
    nodes = pass.nodes().toArray(Expr[]::new);
    arguments = new int[nodes.length][];
    loads = new Place[nodes.length];
    loaded = new boolean[nodes.length];
    registers = new float[nodes.length];
    Map<Expr, Integer> register = new HashMap<>();
    for (int n = 0; n < nodes.length; n++) {
      register.put(nodes[n], n);
      loaded[n] = pass.loads().containsKey(nodes[n]);
      if (loaded[n]) {
        loads[n] = pass.loads().get(nodes[n]);
      } else {
        arguments[n] = nodes[n].args().stream().mapToInt(register::get).toArray();
      }
    }
    stores =
        pass.stores().stream()
            .map(s -> new Store(register.get(s.value()), s.to(), pass.entering(s)))
            .toList();
  }

  /**
   * One step of one neuron. All values are computed before any is stored.
   *
   * @param sums of the gradients of parameters, added to
   */
  void step(
      Extent extent,
      int t,
      int neuron,
      List<Tensor> rows,
      List<Tensor> parameters,
      float[][] states,
      double[][] sums) {
    long at = t * extent.neurons() + neuron;
    for (int n = 0; n < nodes.length; n++) {
      registers[n] =
          loaded[n]
              ? load(loads[n], at, at - extent.neurons(), neuron, rows, parameters, states)
              : nodes[n].op() == Op.UNIFORM
                  ? CellRandom.uniform(
                      CellRandom.key(extent.seed(), extent.time() + t, nodes[n].index()), neuron)
                  : compute(nodes[n], arguments[n]);
    }
    for (var store : stores) {
      float value = registers[store.register()];
      int index = store.to().index();
      switch (store.to().space()) {
        case ROW -> {
          if (t == 0 || !store.entering()) {
            rows.get(index).set(at, value);
          }
        }
        case STATE -> states[index][neuron] = value;
        case PARAMETER_GRADIENT -> sums[index][neuron % sums[index].length] += value;
        case PARAMETER, ROW_BEFORE ->
            throw new IllegalStateException("a pass does not store to " + store.to().space());
      }
    }
  }

  private static float load(
      Place from,
      long at,
      long before,
      int neuron,
      List<Tensor> rows,
      List<Tensor> parameters,
      float[][] states) {
    return switch (from.space()) {
      case ROW -> rows.get(from.index()).get(at);
      case ROW_BEFORE -> rows.get(from.index()).get(before);
      case STATE -> states[from.index()][neuron];
      case PARAMETER ->
          parameters.get(from.index()).get(neuron % parameters.get(from.index()).size());
      case PARAMETER_GRADIENT -> throw new IllegalStateException("a pass does not load gradients");
    };
  }

  private float compute(Expr e, int[] from) {
    float a = from.length > 0 ? registers[from[0]] : 0;
    float b = from.length > 1 ? registers[from[1]] : 0;
    return switch (e.op()) {
      case CONSTANT -> (float) e.value();
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case EXP -> (float) StrictMath.exp(a);
      case LOG -> (float) StrictMath.log(a);
      case SQRT -> (float) Math.sqrt(a);
      case COS -> (float) StrictMath.cos(a);
      case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-a)));
      case TANH -> (float) StrictMath.tanh(a);
      case GE -> a >= b ? 1 : 0;
      case SELECT -> a != 0 ? b : registers[from[2]];
      default -> throw new IllegalStateException(e.op() + " is neither loaded nor an operation");
    };
  }
}
