package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Exponential integrate-and-fire: {@code u = v + (x - v + sharpness·exp((v -
 * rheobase)/sharpness))/tau}, a spike where {@code u ≥ threshold}, then the reset. The exponential
 * takes v at most just above the threshold, which matters only to resets that leave it higher. The
 * default sharpness is about that of cortical cells relative to the distance between rest and
 * rheobase threshold; at a sharpness above the rheobase threshold the neuron fires without input.
 */
@Component(
    id = "exponential-if",
    doc =
        "Exponential integrate-and-fire: a leaky membrane with an exponential upswing that starts"
            + " its spikes.",
    cites = {
      "Fourcaud-Trocmé, N., Hansel, D., van Vreeswijk, C., Brunel, N. (2003). How spike generation"
          + " mechanisms determine the neuronal response to fluctuating inputs. Journal of"
          + " Neuroscience 23(37), 11628-11640.",
      "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
          + " University Press, section 5.2."
    })
public record ExponentialIf(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "width of the upswing; the smaller the more like lif", value = "0.05", above = 0)
        double sharpness,
    @Param(doc = "potential at which the upswing overtakes the leak", value = "0.8", above = 0)
        double rheobase,
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
    var upswing =
        Upswing.bounded(v, threshold, threshold)
            .minus(rheobase)
            .times(1 / sharpness)
            .exp()
            .times(sharpness);
    var u = v.plus(upswing.minus(v).plus(eq.input()).times(1 / tau));
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
