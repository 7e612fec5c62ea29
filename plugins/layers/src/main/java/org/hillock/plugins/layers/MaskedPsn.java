package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** As {@link Psn}, with weights for the present and the {@code order - 1} steps before it only. */
@Component(
    id = "masked-psn",
    doc =
        "Parallel spiking neuron that sees the present and some earlier steps only, with a"
            + " learnable weight for each pair of steps and a learnable threshold for each step; no"
            + " reset. The mask holds from the start of training.",
    cites =
        "Fang, W., Yu, Z., Zhou, Z., Chen, D., Chen, Y., Ma, Z., Masquelier, T., Tian, Y. (2023)."
            + " Parallel spiking neurons with high efficiency and ability to learn long-term"
            + " dependencies. NeurIPS 2023.")
public record MaskedPsn(
    @Param(doc = "time steps T of a sequence, at most", unit = "steps", min = 1) int steps,
    @Param(doc = "how many steps, the present one included, reach each", unit = "steps", min = 1)
        int order,
    @Param(doc = "firing threshold before training", value = "1") double threshold,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return ParallelNeurons.define(
        net,
        x,
        new TimeMixing(TimeMixing.Kind.MASKED, steps, Math.min(order, steps)),
        threshold,
        surrogate);
  }
}
