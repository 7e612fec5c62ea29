package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/** A membrane that neither leaks nor spikes: sends on the sum of its input so far. */
@Component(
    id = "integrator",
    doc =
        "A membrane that sums its input without leak and never spikes; sends on the sum. A"
            + " readout.")
public record Integrator() implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = v.plus(eq.input());
    eq.next(v, u);
    eq.emit(u);
  }

  @Override
  public boolean spiking() {
    return false;
  }
}
