package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code h_t = Σ_i w_i·x_(t-order+1+i)}, a spike where {@code h_t ≥ threshold}. */
@Component(
    id = "sliding-psn",
    doc =
        "Parallel spiking neuron whose learnable weights depend on the distance in time only, with"
            + " one learnable threshold; no reset. Takes sequences of any length.",
    cites =
        "Fang, W., Yu, Z., Zhou, Z., Chen, D., Chen, Y., Ma, Z., Masquelier, T., Tian, Y. (2023)."
            + " Parallel spiking neurons with high efficiency and ability to learn long-term"
            + " dependencies. NeurIPS 2023.")
public record SlidingPsn(
    @Param(doc = "how many steps, the present one included, reach each", unit = "steps", min = 1)
        int order,
    @Param(doc = "firing threshold before training", value = "1") double threshold,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return ParallelNeurons.define(
        net, x, new TimeMixing(TimeMixing.Kind.SLIDING, 0, order), threshold, surrogate);
  }
}
