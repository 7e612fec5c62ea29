package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Resonate-and-fire: a damped oscillator {@code z = z·exp(-1/tau + 2πi/period) + x}, solved exactly
 * over a step. Its real part is current-like, its imaginary part v voltage-like; a spike where
 * {@code v ≥ threshold}. A hard reset sets both to 0, a soft one takes the threshold off v.
 */
@Component(
    id = "resonate-and-fire",
    doc =
        "A damped oscillator that spikes when its voltage-like part reaches the threshold; it"
            + " responds best to inputs that come at its own period.",
    cites =
        "Izhikevich, E. M. (2001). Resonate-and-fire neurons. Neural Networks 14(6-7), 883-894.")
public record ResonateAndFire(
    @Param(doc = "period of the oscillation", unit = "steps", value = "10", above = 2)
        double period,
    @Param(doc = "time constant of the damping", unit = "steps", value = "20", above = 0)
        double tau,
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
    double cosine = Leak.factor(tau) * Math.cos(2 * Math.PI / period);
    double sine = Leak.factor(tau) * Math.sin(2 * Math.PI / period);
    var current = i.times(cosine).minus(v.times(sine)).plus(eq.input());
    var u = i.times(sine).plus(v.times(cosine));
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(i, reset.after(current, s, 0));
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
