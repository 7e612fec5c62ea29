package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Leaky integrate-and-fire: {@code u = v·(1 - 1/tau) + x}, a spike where {@code u ≥ threshold},
 * then the reset.
 */
@Component(
    id = "lif",
    doc =
        "Leaky integrate-and-fire: the membrane potential leaks, adds its input, spikes at the"
            + " threshold and is reset.",
    cites = {
      "Lapicque, L. (1907). Recherches quantitatives sur l'excitation électrique des nerfs traitée"
          + " comme une polarisation. Journal de Physiologie et de Pathologie Générale 9, 620-635.",
      "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
          + " University Press, section 1.3."
    })
public record Lif(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(
            doc =
                "whether the input is divided by tau: v + (x - v)/tau instead of v·(1 - 1/tau) + x",
            value = "false")
        boolean decayInput,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = Leak.step(v, eq.input(), tau, decayInput);
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
