package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Adaptive LIF by symplectic Euler (SE-adLIF): {@code u = α·v + (1 - α)·(x - w)}, a spike where
 * {@code u ≥ threshold}, the reset of v, then {@code w = β·w + (1 - β)·q·(a·v + b·s)} with the new
 * v and s, which is what makes the step symplectic; {@code α = exp(-1/tau)}, {@code β =
 * exp(-1/tauAdaptation)}. a and b are learnable, kept within [0, 1] and [0, 2] after each update.
 * The source draws them uniformly from there, and learns the time constants too, which here are
 * fixed.
 */
@Component(
    id = "symplectic-adaptive-lif",
    doc =
        "Leaky integrate-and-fire with an adaptation current driven by membrane potential and"
            + " spikes, discretised so that it oscillates stably; learns the strength of both.",
    cites =
        "Baronig, M., Ferrand, R., Sabathiel, S., Legenstein, R. (2024). Advancing spatio-temporal"
            + " processing in spiking neural networks through adaptation. arXiv:2408.07517.")
public record SymplecticAdaptiveLif(
    @Param(doc = "membrane time constant", unit = "steps", value = "20", above = 0) double tau,
    @Param(
            doc = "time constant of the adaptation current",
            unit = "steps",
            value = "100",
            above = 0)
        double tauAdaptation,
    @Param(
            doc = "adaptation to the membrane potential before training",
            value = "0.5",
            min = 0,
            max = 1)
        double a,
    @Param(doc = "adaptation to spikes before training", value = "1", min = 0, max = 2) double b,
    @Param(doc = "scale of the adaptation current", value = "60", min = 0) double q,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(
            doc = "whether all neurons of the layer share a and b or each feature has its own",
            value = "feature")
        Sharing sharing,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(
            doc = "derivative of the spike in the backward pass",
            value = "{type: piecewise-exponential, alpha: 5, area: 0.4}")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var membrane = eq.parameter(ParameterSpec.learnable("a", sharing, a).within(0, 1));
    var spikes = eq.parameter(ParameterSpec.learnable("b", sharing, b).within(0, 2));
    var v = eq.state("v", 0);
    var w = eq.state("w", 0);
    double alpha = Leak.factor(tau);
    double beta = Leak.factor(tauAdaptation);
    var u = v.times(alpha).plus(eq.input().minus(w).times(1 - alpha));
    var s = eq.spike(u.minus(threshold), surrogate);
    var after = reset.after(u, s, threshold);
    var drive = membrane.times(after).plus(spikes.times(s)).times((1 - beta) * q);
    eq.next(v, after);
    eq.next(w, w.times(beta).plus(drive));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
