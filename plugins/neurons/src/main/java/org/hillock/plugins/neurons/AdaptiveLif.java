package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * LIF with an adaptive threshold: {@code u = v·exp(-1/tau) + x}, a spike where {@code u ≥ threshold
 * + beta·a}, then {@code a = a·exp(-1/tauAdaptation) + s} (Bellec et al. 2020, Methods). Their
 * reset acts on the next time step; here, as in every neuron of this plugin, within the same one. A
 * soft reset subtracts the base threshold.
 */
@Component(
    id = "adaptive-lif",
    doc =
        "Leaky integrate-and-fire whose threshold rises with each of its spikes and decays slowly,"
            + " which gives the network a long memory.",
    cites = {
      "Bellec, G., Salaj, D., Subramoney, A., Legenstein, R., Maass, W. (2018). Long short-term"
          + " memory and learning-to-learn in networks of spiking neurons. NeurIPS 2018.",
      "Bellec, G., Scherr, F., Subramoney, A., Hajek, E., Salaj, D., Legenstein, R., Maass, W."
          + " (2020). A solution to the learning dilemma for recurrent networks of spiking neurons."
          + " Nature Communications 11, 3625."
    })
public record AdaptiveLif(
    @Param(doc = "membrane time constant", unit = "steps", value = "20", above = 0) double tau,
    @Param(doc = "time constant of the threshold", unit = "steps", value = "200", above = 0)
        double tauAdaptation,
    @Param(doc = "what each spike adds to the threshold", value = "0.2", min = 0) double beta,
    @Param(doc = "firing threshold at rest", value = "1", above = 0) double threshold,
    @Param(doc = "what a spike does to the membrane potential", value = "soft-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "triangular")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var a = eq.state("a", 0);
    var u = v.times(Leak.factor(tau)).plus(eq.input());
    var s = eq.spike(u.minus(threshold).minus(a.times(beta)), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.next(a, a.times(Leak.factor(tauAdaptation)).plus(s));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
