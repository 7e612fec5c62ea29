package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * {@link Lif} with an absolute refractory period: for some steps after a spike the membrane
 * potential stays where the reset left it, inputs are lost and nothing is sent. The state {@code
 * wait} counts those steps down; no gradient flows through it.
 */
@Component(
    id = "refractory-lif",
    doc =
        "Leaky integrate-and-fire that neither integrates nor spikes for a number of time steps"
            + " after each spike.",
    cites =
        "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
            + " University Press, section 1.3.")
public record RefractoryLif(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "length of the absolute refractory period", unit = "steps", value = "2", min = 0)
        int refractory,
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
    var wait = eq.state("wait", 0);
    var waiting = wait.ge(0.5);
    var u = waiting.select(v, Leak.step(v, eq.input(), tau, decayInput));
    var s = waiting.select(eq.constant(0), eq.spike(u.minus(threshold), surrogate));
    eq.next(v, reset.after(u, s, threshold));
    eq.next(wait, wait.minus(1).max(s.detach().times(refractory)));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
