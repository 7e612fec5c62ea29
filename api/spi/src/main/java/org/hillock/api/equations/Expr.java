package org.hillock.api.equations;

import java.util.List;
import java.util.Optional;

/**
 * One node of an expression graph. Nodes are interned by their graph: identity is equality, common
 * subexpressions are shared from the start, and arguments always have smaller ids than their users.
 */
public final class Expr {

  private final ExprGraph graph;
  private final int id;
  private final Op op;
  private final List<Expr> args;
  private final double value;
  private final Optional<Surrogate> surrogate;

  Expr(
      ExprGraph graph,
      int id,
      Op op,
      List<Expr> args,
      double value,
      Optional<Surrogate> surrogate) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.args = args;
    this.value = value;
    this.surrogate = surrogate;
  }

  /** The graph this node belongs to. */
  public ExprGraph graph() {
    return graph;
  }

  /** The node's number; greater than those of its arguments. */
  public int id() {
    return id;
  }

  /** What the node computes. */
  public Op op() {
    return op;
  }

  /** What it computes it from. */
  public List<Expr> args() {
    return args;
  }

  /** One argument. */
  public Expr arg(int i) {
    return args.get(i);
  }

  /** A constant's value. */
  public double value() {
    return value;
  }

  /** A leaf's position among the leaves of its kind. */
  public int index() {
    return (int) value;
  }

  /** A spike's surrogate. */
  public Optional<Surrogate> surrogate() {
    return surrogate;
  }

  /** Whether this is the constant {@code c}. */
  public boolean is(double c) {
    return op == Op.CONSTANT && value == c;
  }

  public Expr plus(Expr b) {
    return graph.add(this, b);
  }

  public Expr plus(double b) {
    return plus(graph.constant(b));
  }

  public Expr minus(Expr b) {
    return graph.sub(this, b);
  }

  public Expr minus(double b) {
    return minus(graph.constant(b));
  }

  public Expr times(Expr b) {
    return graph.mul(this, b);
  }

  public Expr times(double b) {
    return times(graph.constant(b));
  }

  public Expr over(Expr b) {
    return graph.div(this, b);
  }

  public Expr over(double b) {
    return over(graph.constant(b));
  }

  /** {@code 1 - this}. */
  public Expr complement() {
    return graph.sub(graph.constant(1), this);
  }

  /** {@code 1 / this}. */
  public Expr reciprocal() {
    return graph.div(graph.constant(1), this);
  }

  public Expr negate() {
    return graph.neg(this);
  }

  public Expr square() {
    return times(this);
  }

  public Expr abs() {
    return graph.unary(Op.ABS, this);
  }

  public Expr exp() {
    return graph.unary(Op.EXP, this);
  }

  /** Natural logarithm. */
  public Expr log() {
    return graph.unary(Op.LOG, this);
  }

  public Expr sqrt() {
    return graph.unary(Op.SQRT, this);
  }

  /** The cosine; below 1000 in size its argument is reduced without loss. */
  public Expr cos() {
    return graph.unary(Op.COS, this);
  }

  /** {@code 1 / (1 + e^-this)}. */
  public Expr sigmoid() {
    return graph.unary(Op.SIGMOID, this);
  }

  public Expr tanh() {
    return graph.unary(Op.TANH, this);
  }

  public Expr max(Expr b) {
    return graph.binary(Op.MAX, this, b);
  }

  public Expr max(double b) {
    return max(graph.constant(b));
  }

  public Expr min(Expr b) {
    return graph.binary(Op.MIN, this, b);
  }

  public Expr min(double b) {
    return min(graph.constant(b));
  }

  /** The condition {@code this ≥ b}. */
  public Expr ge(Expr b) {
    return graph.ge(this, b);
  }

  /** The condition {@code this ≥ b}. */
  public Expr ge(double b) {
    return ge(graph.constant(b));
  }

  /** For a condition: {@code a} where it holds, {@code b} elsewhere. */
  public Expr select(Expr a, Expr b) {
    return graph.select(this, a, b);
  }

  /** For a condition: {@code a} where it holds, {@code b} elsewhere. */
  public Expr select(double a, double b) {
    return select(graph.constant(a), graph.constant(b));
  }

  /** The same value, constant to the gradient. */
  public Expr detach() {
    return graph.unary(Op.DETACH, this);
  }

  @Override
  public String toString() {
    return ExprText.of(this);
  }
}
