package org.hillock.api.equations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One time step, written once. A model asks for its inputs, states and parameters, builds
 * expressions from them, and says what each state becomes and what is emitted. A state without a
 * next value keeps its value.
 */
public final class Equations {

  /**
   * A state variable.
   *
   * @param initial its value before the first time step of a sequence
   */
  public record State(String name, double initial) {}

  private final ExprGraph graph = new ExprGraph();
  private final List<String> inputs = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final List<Expr> emits = new ArrayList<>();
  private final Map<Expr, Expr> next = new HashMap<>();
  private final Map<String, Expr> named = new HashMap<>();

  /** The input of this time step: for a neuron, its input current. */
  public Expr input() {
    return input("input");
  }

  /** An input by name. */
  public Expr input(String name) {
    return leaf(Op.INPUT, name, inputs, name);
  }

  /** A state variable and its value before the first step. */
  public Expr state(String name, double initial) {
    return leaf(Op.STATE, name, states, new State(name, initial));
  }

  /** A parameter. */
  public Expr parameter(ParameterSpec spec) {
    return leaf(Op.PARAMETER, spec.name(), parameters, spec);
  }

  /** A number. */
  public Expr constant(double c) {
    return graph.constant(c);
  }

  /**
   * A random number in [0, 1), uniform, drawn anew for each neuron and time step; constant to the
   * gradient. The same seed gives the same numbers on every backend, at any number of threads, step
   * by step or all at once.
   */
  public Expr uniform() {
    return graph.uniform();
  }

  /** Marks a shared value for the reader; sharing itself needs no help. */
  public Expr let(Expr e) {
    return e;
  }

  /** 1 where {@code x ≥ 0}, else 0; the surrogate stands in for its derivative. */
  public Expr spike(Expr x, Surrogate surrogate) {
    return graph.spike(x, surrogate);
  }

  /** Says what a state is after this step. */
  public void next(Expr state, Expr value) {
    if (state.op() != Op.STATE || state.graph() != graph) {
      throw new IllegalArgumentException("next() takes a state of these equations, got " + state);
    }
    if (next.put(state, value) != null) {
      throw new IllegalArgumentException(
          "state " + states.get(state.index()).name() + " has two next values");
    }
  }

  /** Emits a value; the first one emitted is the model's output. */
  public void emit(Expr value) {
    emits.add(value);
  }

  /** The graph that holds the expressions. */
  public ExprGraph graph() {
    return graph;
  }

  /** Names of the inputs, in the order of their leaves. */
  public List<String> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /** The states, in the order of their leaves. */
  public List<State> states() {
    return Collections.unmodifiableList(states);
  }

  /** The parameters, in the order of their leaves. */
  public List<ParameterSpec> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** The emitted values. */
  public List<Expr> emits() {
    return Collections.unmodifiableList(emits);
  }

  /** What each state becomes, in the order of the states. */
  public List<Expr> nextValues() {
    var values = new ArrayList<Expr>();
    for (int i = 0; i < states.size(); i++) {
      var state = graph.leaf(Op.STATE, i);
      values.add(next.getOrDefault(state, state));
    }
    return values;
  }

  private <T> Expr leaf(Op kind, String name, List<T> list, T entry) {
    var e = graph.leaf(kind, list.size());
    if (named.put(kind + "/" + name, e) != null) {
      throw new IllegalArgumentException(
          "the equations have two of the name " + name + " (" + kind + ")");
    }
    list.add(entry);
    return e;
  }
}
