package org.hillock.api.equations;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes and interns the nodes of one set of equations; folds what is safe to fold for finite
 * values.
 */
public final class ExprGraph {

  private record Key(Op op, double value, Optional<Surrogate> surrogate, List<Expr> args) {}

  private final Map<Key, Expr> nodes = new HashMap<>();
  private int uniforms;

  ExprGraph() {}

  private Expr node(Op op, double value, Optional<Surrogate> surrogate, List<Expr> args) {
    var key = new Key(op, value, surrogate, args);
    var known = nodes.get(key);
    if (known == null) {
      known = new Expr(this, nodes.size(), op, args, value, surrogate);
      nodes.put(key, known);
    }
    return known;
  }

  /** A number. */
  public Expr constant(double c) {
    return node(Op.CONSTANT, c == 0 ? 0 : c, Optional.empty(), List.of());
  }

  /** The leaf of a kind at a position. */
  public Expr leaf(Op kind, int index) {
    if (!kind.isLeaf() || kind == Op.CONSTANT) {
      throw new IllegalArgumentException(kind + " is not a leaf");
    }
    return node(kind, index, Optional.empty(), List.of());
  }

  /** A random number in [0, 1), uniform; each call makes another, constant to the gradient. */
  public Expr uniform() {
    return leaf(Op.UNIFORM, uniforms++);
  }

  /** 1 where {@code x ≥ 0}, else 0. */
  public Expr spike(Expr x, Surrogate surrogate) {
    return node(Op.SPIKE, 0, Optional.of(surrogate), List.of(x));
  }

  Expr unary(Op op, Expr a) {
    return node(op, 0, Optional.empty(), List.of(a));
  }

  Expr binary(Op op, Expr a, Expr b) {
    return node(op, 0, Optional.empty(), List.of(a, b));
  }

  Expr add(Expr a, Expr b) {
    if (a.is(0)) {
      return b;
    }
    if (b.is(0)) {
      return a;
    }
    if (constants(a, b)) {
      return constant(a.value() + b.value());
    }
    if (b.op() == Op.CONSTANT && a.op() == Op.SUB && a.arg(1) == b) {
      // Less and more the same: the number itself, without two roundings.
      return a.arg(0);
    }
    if (b.op() == Op.CONSTANT && a.op() == Op.SELECT && a.arg(1).op() == Op.CONSTANT) {
      return select(a.arg(0), add(a.arg(1), b), add(a.arg(2), b));
    }
    if (b.op() == Op.NEG) {
      return sub(a, b.arg(0));
    }
    return a.op() == Op.NEG ? sub(b, a.arg(0)) : binary(Op.ADD, a, b);
  }

  Expr sub(Expr a, Expr b) {
    if (b.is(0)) {
      return a;
    }
    if (a == b) {
      return constant(0);
    }
    if (a.is(0)) {
      return neg(b);
    }
    if (constants(a, b)) {
      return constant(a.value() - b.value());
    }
    if (b.op() == Op.NEG) {
      return add(a, b.arg(0));
    }
    if (a.is(1) && isIndicator(b)) {
      return select(b.arg(0), sub(a, b.arg(1)), sub(a, b.arg(2)));
    }
    return binary(Op.SUB, a, b);
  }

  Expr mul(Expr a, Expr b) {
    if (a.is(0) || b.is(0)) {
      return constant(0);
    }
    if (a.is(1)) {
      return b;
    }
    if (b.is(1)) {
      return a;
    }
    if (constants(a, b)) {
      return constant(a.value() * b.value());
    }
    if (a.op() == Op.NEG) {
      return neg(mul(a.arg(0), b));
    }
    if (b.op() == Op.NEG) {
      return neg(mul(a, b.arg(0)));
    }
    // A product with a spike is a blend.
    if (isIndicator(a)) {
      return select(a.arg(0), mul(a.arg(1), b), mul(a.arg(2), b));
    }
    return isIndicator(b) ? mul(b, a) : binary(Op.MUL, a, b);
  }

  Expr div(Expr a, Expr b) {
    if (a.is(0) || b.is(1)) {
      return a;
    }
    return constants(a, b) ? constant(a.value() / b.value()) : binary(Op.DIV, a, b);
  }

  Expr neg(Expr a) {
    return switch (a.op()) {
      case CONSTANT -> constant(-a.value());
      case NEG -> a.arg(0);
      case SUB -> sub(a.arg(1), a.arg(0));
      default -> unary(Op.NEG, a);
    };
  }

  Expr ge(Expr a, Expr b) {
    // u - c >= 0 is u >= c, exactly, in IEEE arithmetic with gradual underflow.
    boolean free =
        a.op() == Op.SUB && (a.arg(1).op() == Op.CONSTANT || a.arg(1).op() == Op.PARAMETER);
    if (b.is(0) && free) {
      return ge(a.arg(0), a.arg(1));
    }
    // A positive factor changes no sign, unless the product is too small for a number.
    boolean scaled = a.op() == Op.MUL && a.arg(1).op() == Op.CONSTANT && a.arg(1).value() > 0;
    return b.is(0) && scaled ? ge(a.arg(0), b) : binary(Op.GE, a, b);
  }

  Expr select(Expr condition, Expr a, Expr b) {
    if (condition.op() != Op.GE) {
      throw new IllegalArgumentException("select needs a condition made by ge, got " + condition);
    }
    return a == b ? a : node(Op.SELECT, 0, Optional.empty(), List.of(condition, a, b));
  }

  /**
   * The node of the same kind with other arguments, folded again. Spikes become selections and
   * detachments vanish: the form that backends compile, after differentiation.
   */
  public Expr lowered(Expr e, List<Expr> args) {
    return switch (e.op()) {
      case SPIKE -> select(ge(args.get(0), constant(0)), constant(1), constant(0));
      case DETACH -> args.get(0);
      default -> with(e, args);
    };
  }

  /**
   * The node of the same kind with other arguments, folded again: it belongs to this graph, as they
   * do.
   *
   * @param e a node of any graph
   */
  public Expr with(Expr e, List<Expr> args) {
    return switch (e.op()) {
      case ADD -> add(args.get(0), args.get(1));
      case SUB -> sub(args.get(0), args.get(1));
      case MUL -> mul(args.get(0), args.get(1));
      case DIV -> div(args.get(0), args.get(1));
      case NEG -> neg(args.get(0));
      case GE -> ge(args.get(0), args.get(1));
      case SELECT -> select(args.get(0), args.get(1), args.get(2));
      default -> node(e.op(), e.value(), e.surrogate(), List.copyOf(args));
    };
  }

  /** All nodes below the roots and the roots themselves, arguments first. */
  public static List<Expr> reachable(Collection<Expr> roots) {
    var seen = new TreeMap<Integer, Expr>();
    var todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      var e = todo.pop();
      if (seen.put(e.id(), e) == null) {
        todo.addAll(e.args());
      }
    }
    return new ArrayList<>(seen.values());
  }

  private static boolean constants(Expr a, Expr b) {
    return a.op() == Op.CONSTANT && b.op() == Op.CONSTANT;
  }

  private static boolean isIndicator(Expr e) {
    return e.op() == Op.SELECT
        && (e.arg(1).is(0) && e.arg(2).is(1) || e.arg(1).is(1) && e.arg(2).is(0));
  }
}
