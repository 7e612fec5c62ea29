package org.hillock.engine.network;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Operation;
import org.hillock.api.tensor.Shape;

/** A bias for synapses that cannot add to what is there already. Inputs: x, bias. */
final class AddedBias {

  private AddedBias() {}

  static Formula formula() {
    var eq = new Equations();
    var bias = eq.parameter(ParameterSpec.learnable("bias", Sharing.FEATURE, 0));
    eq.emit(eq.input().plus(bias));
    return Formula.of("added-bias", eq);
  }

  /**
   * Adds a bias of the last axis.
   *
   * @param formula {@link #formula()}
   */
  static Operation to(Shape features, Formula formula) {
    return new Scan("added-bias", formula, features, false, Scan.Time.FLAT);
  }
}
