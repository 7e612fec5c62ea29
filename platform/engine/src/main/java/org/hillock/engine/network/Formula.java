package org.hillock.engine.network;

import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.engine.equations.Composition;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Equations and their program.
 *
 * @param name for messages and {@code explain}
 */
record Formula(String name, Equations equations, ScanProgram program) {

  static Formula of(String name, Equations equations) {
    return new Formula(name, equations, ScanCompiler.program(name, equations));
  }

  /** This formula, one of whose inputs is what another computes. */
  Formula after(Formula first, int input) {
    return of(first.name + ", " + name, Composition.of(first.equations, equations, input));
  }
}
