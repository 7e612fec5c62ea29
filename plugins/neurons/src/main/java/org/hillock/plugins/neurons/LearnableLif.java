package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * LIF with learnable leak and threshold: {@code u = leak·v + x}, {@code z = u/threshold - 1}, a
 * spike where {@code z > 0}, then the reset. After each update the leak is at most 1; neither it
 * nor the threshold has another bound (Chowdhury, Rathi and Roy 2021).
 */
@Component(
    id = "learnable-lif",
    doc =
        "Leaky integrate-and-fire that learns its leak and its threshold; the surrogate sees the"
            + " membrane potential relative to the threshold.",
    cites = {
      "Rathi, N., Roy, K. (2020). DIET-SNN: direct input encoding with leakage and threshold"
          + " optimization in deep spiking neural networks. arXiv:2008.03658.",
      "Chowdhury, S. S., Rathi, N., Roy, K. (2021). One timestep is all you need: training spiking"
          + " neural networks with ultra low latency. arXiv:2110.05929."
    })
public record LearnableLif(
    @Param(
            doc = "the part of the membrane potential left after a step, before training",
            value = "1",
            max = 1)
        double leak,
    @Param(doc = "firing threshold before training", value = "1", above = 0) double threshold,
    @Param(
            doc =
                "whether all neurons of the layer share one leak and threshold or each feature has"
                    + " its own",
            value = "scalar")
        Sharing sharing,
    @Param(doc = "what a spike does to the membrane potential", value = "soft-detached")
        Reset reset,
    @Param(
            doc = "derivative of the spike in the backward pass, a function of u/threshold - 1",
            value = "triangular")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var membrane = LearnableMembrane.of(eq, sharing, leak, threshold);
    var s = LearnableMembrane.spike(eq, membrane.excess(), surrogate);
    membrane.end(eq, reset, s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
