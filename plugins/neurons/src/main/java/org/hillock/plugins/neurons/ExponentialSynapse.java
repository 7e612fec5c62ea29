package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/**
 * A synapse that filters spikes: {@code i = i·exp(-1/tau) + x}, sent on as it is. Before a neuron
 * it gives that neuron synaptic currents.
 */
@Component(
    id = "exponential-synapse",
    doc =
        "Turns its input into an exponentially decaying synaptic current and sends that on; a"
            + " filter before neurons that have no synapse of their own.",
    cites =
        "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
            + " University Press, section 3.1.")
public record ExponentialSynapse(
    @Param(doc = "time constant of the synaptic current", unit = "steps", value = "5", above = 0)
        double tau)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var i = eq.state("i", 0);
    var current = i.times(Leak.factor(tau)).plus(eq.input());
    eq.next(i, current);
    eq.emit(current);
  }

  @Override
  public boolean spiking() {
    return false;
  }
}
