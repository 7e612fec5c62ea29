package org.hillock.engine.network;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Operation;
import org.hillock.api.tensor.Shape;

/** The last part of layer normalisation. Inputs: centred x, its variance, scale, shift. */
final class LayerNorm {

  private LayerNorm() {}

  static Operation of(Shape features, double epsilon) {
    var eq = new Equations();
    var centred = eq.input("centred");
    var deviation = eq.input("variance").plus(epsilon).sqrt();
    var scale = eq.parameter(ParameterSpec.learnable("scale", Sharing.FEATURE, 1));
    var shift = eq.parameter(ParameterSpec.learnable("shift", Sharing.FEATURE, 0));
    eq.emit(centred.over(deviation).times(scale).plus(shift));
    var formula = Formula.of("layer-norm", eq);
    return new Scan("layer-norm", formula, features, false, Scan.Time.FLAT);
  }
}
