package org.hillock.engine.network;

import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Operation;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.equations.ScanCompiler;

/** A bias for synapses that cannot add to what is there already. Inputs: x, bias. */
final class AddedBias {

  private AddedBias() {}

  static ScanProgram program() {
    var eq = new Equations();
    var bias = eq.parameter(ParameterSpec.learnable("bias", Sharing.FEATURE, 0));
    eq.emit(eq.input().plus(bias));
    return ScanCompiler.program("added-bias", eq);
  }

  /**
   * Adds a bias of the last axis.
   *
   * @param program {@link #program()}
   */
  static Operation to(Shape features, ScanProgram program) {
    return new Scan("added-bias", program, features, false, Scan.Time.FLAT);
  }
}
