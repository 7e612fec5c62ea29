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
 * LIF with a learnable k: {@code u = max(0, k·h)}, h the membrane potential of {@link Lif} before
 * its spike; a spike where {@code u ≥ threshold}, then the reset of u (not divided by k again).
 */
@Component(
    id = "klif",
    doc =
        "Leaky integrate-and-fire whose rectified membrane potential is scaled by a learnable k,"
            + " which tunes the slope of the surrogate.",
    cites =
        "Jiang, C., Zhang, Y. (2023). KLIF: an optimized spiking neuron unit for tuning surrogate"
            + " gradient slope and membrane potential. arXiv:2302.09238.")
public record Klif(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
    @Param(doc = "scale of the membrane potential before training", value = "1") double k,
    @Param(
            doc =
                "whether the input is divided by tau: v + (x - v)/tau instead of v·(1 - 1/tau) + x",
            value = "true")
        boolean decayInput,
    @Param(
            doc =
                "whether all neurons of the layer share learnable values or each feature has its"
                    + " own",
            value = "scalar")
        Sharing sharing,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var scale = eq.parameter(ParameterSpec.learnable("k", sharing, k));
    var v = eq.state("v", 0);
    var u = Leak.step(v, eq.input(), tau, decayInput).times(scale).max(0);
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
