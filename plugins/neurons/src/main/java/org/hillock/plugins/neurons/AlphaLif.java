package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * LIF with an alpha synapse: an input of 1 gives the current {@code (t/tauSynapse)·exp(1 -
 * t/tauSynapse)} after t steps, which is 1 at its peak; {@code u = v·exp(-1/tau) + i}, a spike
 * where {@code u ≥ threshold}, then the reset. The current of an input starts at 0: it acts from
 * the next step on.
 */
@Component(
    id = "alpha-lif",
    doc =
        "Leaky integrate-and-fire with alpha-shaped synaptic currents, which rise before they"
            + " decay; an input acts from the next time step on.",
    cites = {
      "Rall, W. (1967). Distinguishing theoretical synaptic potentials computed for different"
          + " soma-dendritic distributions of synaptic input. Journal of Neurophysiology 30(5),"
          + " 1138-1168.",
      "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
          + " University Press, section 3.1."
    })
public record AlphaLif(
    @Param(doc = "time to the peak of the synaptic current", unit = "steps", value = "5", above = 0)
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
    var rise = eq.state("rise", 0);
    var i = eq.state("i", 0);
    var v = eq.state("v", 0);
    double decay = Leak.factor(tauSynapse);
    // r·λⁿ through a second filter of the same λ is n·r·λⁿ: the alpha function, sampled exactly.
    var current = i.plus(rise.times(Math.E / tauSynapse)).times(decay);
    var u = v.times(Leak.factor(tau)).plus(current);
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(rise, rise.times(decay).plus(eq.input()));
    eq.next(i, current);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
