package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/** Integrate-and-fire without leak: {@code u = v + x}, a spike where {@code u ≥ threshold}. */
@Component(
    id = "if",
    doc =
        "Integrate-and-fire: the membrane potential sums its input without leak, spikes at the"
            + " threshold and is reset.",
    cites =
        "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
            + " University Press, section 1.3.")
public record IntegrateAndFire(
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = v.plus(eq.input());
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
