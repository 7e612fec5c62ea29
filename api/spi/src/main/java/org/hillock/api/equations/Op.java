package org.hillock.api.equations;

/** What a node of an expression graph computes. */
public enum Op {
  /** A number. */
  CONSTANT,
  /** An input of this time step. */
  INPUT,
  /** A state as the previous time step left it. */
  STATE,
  /** A parameter: one value, or one for each feature. */
  PARAMETER,
  /** A random number in [0, 1), another for each neuron and time step. */
  UNIFORM,
  /** In backward passes: a value that the forward pass had at the time step before. */
  EARLIER,
  /** The gradient that arrives at an emitted value. */
  EMIT_ADJOINT,
  /** The gradient that arrives at a state's next value. */
  NEXT_ADJOINT,
  ADD,
  SUB,
  MUL,
  DIV,
  MAX,
  MIN,
  NEG,
  ABS,
  EXP,
  LOG,
  SQRT,
  COS,
  SIGMOID,
  TANH,
  /** A condition: first argument ≥ second. */
  GE,
  /** First argument is a condition: where it holds the second, elsewhere the third. */
  SELECT,
  /** 1 where the argument is ≥ 0, else 0; differentiated by its surrogate. */
  SPIKE,
  /** The argument, constant to the gradient. */
  DETACH;

  /** Whether a node of this kind has no arguments. */
  public boolean isLeaf() {
    return compareTo(NEXT_ADJOINT) <= 0;
  }
}
