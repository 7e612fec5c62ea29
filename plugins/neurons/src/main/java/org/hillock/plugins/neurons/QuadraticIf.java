package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Quadratic integrate-and-fire: {@code u = v + (x + curvature·v·(v - critical))/tau}, a spike where
 * {@code u ≥ threshold}, then the reset. The quadratic term takes v at most just above the
 * threshold, which matters only to resets that leave it higher.
 */
@Component(
    id = "quadratic-if",
    doc =
        "Quadratic integrate-and-fire: below a critical potential the membrane falls back to rest,"
            + " above it the membrane runs away into a spike.",
    cites = {
      "Ermentrout, G. B., Kopell, N. (1986). Parabolic bursting in an excitable system coupled with"
          + " a slow oscillation. SIAM Journal on Applied Mathematics 46(2), 233-253.",
      "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
          + " University Press, section 5.3.",
      "Fang, W., Chen, Y., Ding, J., Yu, Z., Masquelier, T., Chen, D., Huang, L., Zhou, H., Li, G.,"
          + " Tian, Y. (2023). SpikingJelly: an open-source machine learning infrastructure"
          + " platform for spike-based intelligence. Science Advances 9(40), eadi1480."
    })
public record QuadraticIf(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "strength of the quadratic term", value = "1", above = 0) double curvature,
    @Param(doc = "potential above which the membrane runs away", value = "0.8", above = 0)
        double critical,
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
    var w = Upswing.bounded(v, threshold, threshold);
    var drift = w.times(w.minus(critical)).times(curvature);
    var u = v.plus(drift.plus(eq.input()).times(1 / tau));
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
