package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Current-based LIF: {@code i = i·exp(-1/tauSynapse) + x}, {@code u = v·exp(-1/tau) + i}, a spike
 * where {@code u ≥ threshold}, then the reset. The current of a time step acts within it.
 */
@Component(
    id = "current-lif",
    doc =
        "Leaky integrate-and-fire with an exponentially decaying synaptic current between input and"
            + " membrane.",
    cites =
        "Neftci, E. O., Mostafa, H., Zenke, F. (2019). Surrogate gradient learning in spiking"
            + " neural networks. IEEE Signal Processing Magazine 36(6), 51-63.")
public record CurrentLif(
    @Param(doc = "time constant of the synaptic current", unit = "steps", value = "5", above = 0)
        double tauSynapse,
    @Param(doc = "membrane time constant", unit = "steps", value = "10", above = 0) double tau,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var i = eq.state("i", 0);
    var v = eq.state("v", 0);
    var current = i.times(Leak.factor(tauSynapse)).plus(eq.input());
    var u = v.times(Leak.factor(tau)).plus(current);
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(i, current);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
