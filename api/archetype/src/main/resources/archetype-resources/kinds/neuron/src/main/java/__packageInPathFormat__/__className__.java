package ${package};

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/** Leaky integrate-and-fire: {@code u = leak·v + x}, a spike where {@code u ≥ threshold}. */
@Component(
    id = "${artifactId}",
    doc = "Leaky integrate-and-fire: the membrane potential leaks, adds its input and spikes.",
    cites = "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics.")
public record ${className}(
    @Param(doc = "what is left of the membrane potential after a step", value = "0.9", min = 0, max = 1)
        double leak,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = v.times(leak).plus(eq.input());
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, Reset.SOFT.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
