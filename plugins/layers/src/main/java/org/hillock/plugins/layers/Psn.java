package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code h = W·x} over time, a spike where {@code h_t ≥ threshold_t}; W {@code [steps][steps]}. */
@Component(
    id = "psn",
    doc =
        "Parallel spiking neuron: the membrane potential of each step is a learnable mixture of the"
            + " inputs of all steps, later ones included, and each step has a learnable threshold;"
            + " no reset. Needs whole sequences: it cannot run step by step.",
    cites =
        "Fang, W., Yu, Z., Zhou, Z., Chen, D., Chen, Y., Ma, Z., Masquelier, T., Tian, Y. (2023)."
            + " Parallel spiking neurons with high efficiency and ability to learn long-term"
            + " dependencies. NeurIPS 2023.")
public record Psn(
    @Param(doc = "time steps T of a sequence", unit = "steps", min = 1) int steps,
    @Param(doc = "firing threshold before training", value = "1") double threshold,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return ParallelNeurons.define(
        net, x, new TimeMixing(TimeMixing.Kind.FULL, steps, steps), threshold, surrogate);
  }
}
