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
 * Parametric LIF: {@code 1/tau = σ(w)} with a learnable w, so that tau stays above 1; otherwise
 * {@link Lif}.
 */
@Component(
    id = "plif",
    doc = "Leaky integrate-and-fire that learns its membrane time constant, as 1/tau = sigmoid(w).",
    cites =
        "Fang, W., Yu, Z., Chen, Y., Masquelier, T., Huang, T., Tian, Y. (2021). Incorporating"
            + " learnable membrane time constant to enhance learning of spiking neural networks."
            + " ICCV 2021.")
public record Plif(
    @Param(doc = "membrane time constant before training", unit = "steps", value = "2", above = 1)
        double tau,
    @Param(doc = "firing threshold of the membrane potential", value = "1", above = 0)
        double threshold,
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
    double start = -Math.log(tau - 1);
    var rate = eq.parameter(ParameterSpec.learnable("w", sharing, start)).sigmoid();
    var v = eq.state("v", 0);
    var x = eq.input();
    var u = decayInput ? v.plus(x.minus(v).times(rate)) : v.times(rate.complement()).plus(x);
    var s = eq.spike(u.minus(threshold), surrogate);
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
