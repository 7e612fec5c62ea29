package org.example.adexlike;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

@Component(id = "adex-like", doc = "Exponential rise to the spike, adaptation after it.")
public record AdexLike(
    @Param(doc = "membrane time constant", unit = "steps", value = "2", min = 1) double tau,
    @Param(doc = "how sharply a spike sets in", value = "0.2", above = 0) double sharpness,
    @Param(doc = "what a spike adds to the adaptation", value = "0.1") double jump,
    @Param(doc = "derivative of the spike", value = "atan") Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var w = eq.state("w", 0);
    var rise = v.minus(1).over(sharpness).min(2).exp().times(sharpness);
    var u = v.plus(rise.minus(v).plus(eq.input()).minus(w).over(tau));
    var s = eq.spike(u.minus(1), surrogate);
    eq.next(v, Reset.HARD_DETACHED.after(u, s, 1));
    eq.next(w, w.times(0.9).plus(s.times(jump)));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
