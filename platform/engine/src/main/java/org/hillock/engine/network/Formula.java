package org.hillock.engine.network;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;
import org.hillock.engine.equations.Composition;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Equations and their program.
 *
 * @param name for messages and {@code explain}
 */
record Formula(String name, Equations equations, ScanProgram program) {

  private static final Set<Op> BENDING =
      EnumSet.of(
          Op.MAX, Op.MIN, Op.ABS, Op.EXP, Op.LOG, Op.SQRT, Op.COS, Op.SIGMOID, Op.TANH, Op.SELECT);

  /** Whether it is an activation function: without state, and more than sums and products. */
  boolean isActivation() {
    return equations.states().isEmpty()
        && equations.emits().stream().anyMatch(e -> bends(e, new HashMap<>()));
  }

  private static boolean bends(Expr e, Map<Expr, Boolean> known) {
    var found = known.get(e);
    if (found == null) {
      found =
          BENDING.contains(e.op()) && dependsOnInput(e)
              || e.args().stream().anyMatch(arg -> bends(arg, known));
      known.put(e, found);
    }
    return found;
  }

  private static boolean dependsOnInput(Expr e) {
    return e.op() == Op.INPUT || e.args().stream().anyMatch(Formula::dependsOnInput);
  }

  static Formula of(String name, Equations equations) {
    return new Formula(name, equations, ScanCompiler.program(name, equations));
  }

  /** This formula, one of whose inputs is what another computes. */
  Formula after(Formula first, int input) {
    return of(first.name + ", " + name, Composition.of(first.equations, equations, input));
  }
}
