package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/** A membrane that never spikes and sends on its potential: {@code v = v·(1 - 1/tau) + x}. */
@Component(
    id = "leaky-integrator",
    doc = "A membrane that leaks and never spikes; sends on its membrane potential. A readout.")
public record LeakyIntegrator(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(
            doc =
                "whether the input is divided by tau: v + (x - v)/tau instead of v·(1 - 1/tau) + x",
            value = "false")
        boolean decayInput)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = Leak.step(v, eq.input(), tau, decayInput);
    eq.next(v, u);
    eq.emit(u);
  }

  @Override
  public boolean spiking() {
    return false;
  }
}
