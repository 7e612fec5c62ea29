package org.hillock.plugins.cpu.scan;

import static org.hillock.plugins.cpu.scan.Names.*;

import java.lang.classfile.CodeBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** Writes the computation of one node from values in local variables. */
final class Arithmetic {

  private final CodeBuilder code;
  private final Map<Expr, Integer> values = new HashMap<>();
  private final Set<Expr> fused;
  private final Functions functions;

  Arithmetic(CodeBuilder code, Set<Expr> fused) {
    this.code = code;
    this.fused = fused;
    functions = new Functions(code);
  }

  /**
   * Products used once, by a sum: a fused multiply-add computes both.
   *
   * @param sums whether products that are added to a lane sum count
   */
  static Set<Expr> fusible(Body body, List<Expr> nodes, boolean sums) {
    var uses = new HashMap<Expr, Integer>();
    nodes.stream()
        .filter(e -> !body.loads().containsKey(e))
        .forEach(e -> e.args().forEach(a -> uses.merge(a, 1, Integer::sum)));
    for (var m : body.moves()) {
      uses.merge(m.value(), m.to().kind() == Slot.Kind.SUM ? 1 : 2, Integer::sum);
    }
    var fused = new HashSet<Expr>();
    for (var e : nodes) {
      if (e.op() == Op.ADD && !body.loads().containsKey(e)) {
        for (int i = 1; i >= 0; i--) {
          if (single(e.arg(i), body, uses) && !fused.contains(e.arg(1 - i))) {
            fused.add(e.arg(i));
            break;
          }
        }
      }
    }
    for (var m : body.moves()) {
      if (sums && m.to().kind() == Slot.Kind.SUM && single(m.value(), body, uses)) {
        fused.add(m.value());
      }
    }
    return fused;
  }

  private static boolean single(Expr e, Body body, Map<Expr, Integer> uses) {
    return e.op() == Op.MUL && !body.loads().containsKey(e) && uses.get(e) == 1;
  }

  Functions functions() {
    return functions;
  }

  boolean fused(Expr e) {
    return fused.contains(e);
  }

  boolean has(Expr e) {
    return values.containsKey(e);
  }

  /** Says in which local variable a value is. */
  void put(Expr e, int local) {
    values.put(e, local);
  }

  int local(Expr e) {
    return values.get(e);
  }

  /** Forgets all values but these. */
  void keep(Set<Expr> kept) {
    values.keySet().retainAll(kept);
  }

  void push(Expr e) {
    code.aload(values.get(e));
  }

  /** Fetched at each use: the compiler must see a constant. */
  void species() {
    code.getstatic(FLOAT_VECTOR, "SPECIES_PREFERRED", SPECIES);
  }

  /** Leaves a product and what it is added to on the stack as their sum. */
  void multiplyAdd(Expr product, int addend) {
    push(product.arg(0));
    push(product.arg(1));
    code.aload(addend).invokevirtual(FLOAT_VECTOR, "fma", TERNARY);
  }

  /** Leaves the node's value on the stack. */
  void compute(Expr e) {
    switch (e.op()) {
      case CONSTANT -> {
        species();
        code.loadConstant((float) e.value()).invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
      }
      case ADD -> {
        if (fused(e.arg(1))) {
          multiplyAdd(e.arg(1), local(e.arg(0)));
        } else if (fused(e.arg(0))) {
          multiplyAdd(e.arg(0), local(e.arg(1)));
        } else {
          binary(e, "add");
        }
      }
      case SUB -> binary(e, "sub");
      case MUL -> binary(e, "mul");
      case DIV -> binary(e, "div");
      case MAX -> binary(e, "max");
      case MIN -> binary(e, "min");
      case NEG -> unary(e, "neg");
      case ABS -> unary(e, "abs");
      case SQRT -> unary(e, "sqrt");
      case EXP -> {
        push(e.arg(0));
        functions.exp();
      }
      case COS -> {
        push(e.arg(0));
        functions.cos();
      }
      case LOG -> {
        push(e.arg(0));
        functions.log();
      }
      case SIGMOID -> {
        push(e.arg(0));
        functions.sigmoid();
      }
      case TANH -> {
        push(e.arg(0));
        functions.tanh();
      }
      case GE -> {
        push(e.arg(0));
        code.getstatic(OPERATORS, "GE", COMPARISON);
        push(e.arg(1));
        code.invokevirtual(FLOAT_VECTOR, "compare", COMPARE);
      }
      case SELECT -> {
        push(e.arg(2));
        push(e.arg(1));
        push(e.arg(0));
        code.invokevirtual(FLOAT_VECTOR, "blend", MASKED);
      }
      default ->
          throw new HillockException(
              ErrorCode.INVALID_ARGUMENT,
              "backend cpu does not know the operation %s (of %s)".formatted(e.op(), e));
    }
  }

  private void unary(Expr e, String name) {
    push(e.arg(0));
    code.invokevirtual(FLOAT_VECTOR, name, UNARY);
  }

  private void binary(Expr e, String name) {
    push(e.arg(0));
    push(e.arg(1));
    code.invokevirtual(FLOAT_VECTOR, name, BINARY);
  }
}
