package org.hillock.engine.equations;

import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** How each operation passes a gradient on to its arguments. */
final class AdjointRules {

  /** Takes a contribution to a node's gradient. */
  @FunctionalInterface
  interface Sink {
    void add(Expr to, Expr gradient);
  }

  private AdjointRules() {}

  /**
   * Pulls a gradient through a node.
   *
   * @param e the node, not a leaf
   * @param d the gradient that arrives at it
   */
  static void pull(Expr e, Expr d, Sink to) {
    if (e.args().size() == 1) {
      pullUnary(e, e.arg(0), d, to);
    } else {
      pullMany(e, e.arg(0), e.arg(1), d, to);
    }
  }

  private static void pullUnary(Expr e, Expr a, Expr d, Sink to) {
    switch (e.op()) {
      case NEG -> to.add(a, d.negate());
      case ABS -> to.add(a, a.ge(0).select(d, d.negate()));
      case EXP -> to.add(a, d.times(e));
      case LOG -> to.add(a, d.over(a));
      case SQRT -> to.add(a, d.times(0.5).over(e));
      // The derivative is the cosine a quarter turn on.
      case COS -> to.add(a, d.times(a.plus(Math.PI / 2).cos()));
      case SIGMOID -> to.add(a, d.times(e.times(e.complement())));
      case TANH -> to.add(a, d.times(e.square().complement()));
      case SPIKE -> to.add(a, d.times(e.surrogate().orElseThrow().slope(a)));
      case DETACH -> {}
      default -> throw unknown(e.op());
    }
  }

  private static void pullMany(Expr e, Expr a, Expr b, Expr d, Sink to) {
    var zero = e.graph().constant(0);
    switch (e.op()) {
      case ADD -> {
        to.add(a, d);
        to.add(b, d);
      }
      case SUB -> {
        to.add(a, d);
        to.add(b, d.negate());
      }
      case MUL -> {
        to.add(a, d.times(b));
        to.add(b, d.times(a));
      }
      case DIV -> {
        // A backend computes the reciprocal of a scalar parameter once a call.
        var q = d.times(b.reciprocal());
        to.add(a, q);
        to.add(b, q.times(e).negate());
      }
      case MAX -> {
        to.add(a, a.ge(b).select(d, zero));
        to.add(b, a.ge(b).select(zero, d));
      }
      case MIN -> {
        to.add(a, a.ge(b).select(zero, d));
        to.add(b, a.ge(b).select(d, zero));
      }
      case SELECT -> {
        to.add(b, a.select(d, zero));
        to.add(e.arg(2), a.select(zero, d));
      }
      case GE -> {}
      default -> throw unknown(e.op());
    }
  }

  private static IllegalStateException unknown(Op op) {
    return new IllegalStateException("no derivative is known for " + op);
  }
}
