package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * {@link LearnableLif} whose pseudo-derivative does not see the membrane potential, but the time
 * since the neuron's last spike: {@code ∂s/∂(u/threshold) = alpha·e^(-beta·Δt)} (Rathi et al. 2020,
 * section 2.3). {@code Δt} is 1 in the step after a spike. No gradient flows through the time.
 *
 * <p>Before its first spike a neuron counts as silent for {@code silence} steps; the authors' code
 * says 1000, with which a neuron that never spikes hardly learns.
 */
@Component(
    id = "stdb-lif",
    doc =
        "Leaky integrate-and-fire of spike-timing dependent backpropagation: the sooner after its"
            + " last spike, the larger the derivative of a spike, whatever the membrane potential.",
    cites =
        "Rathi, N., Srinivasan, G., Panda, P., Roy, K. (2020). Enabling deep spiking neural"
            + " networks with hybrid conversion and spike timing dependent backpropagation. ICLR"
            + " 2020.")
public record SpikeTimingLif(
    @Param(
            doc = "the part of the membrane potential left after a step, before training",
            value = "1",
            max = 1)
        double leak,
    @Param(doc = "firing threshold before training", value = "1", above = 0) double threshold,
    @Param(doc = "derivative of a spike right after a spike, nearly", value = "0.3", above = 0)
        double alpha,
    @Param(doc = "how fast the derivative decays", unit = "1/step", value = "0.01", min = 0)
        double beta,
    @Param(
            doc = "how long a neuron counts as silent when a sequence begins",
            unit = "steps",
            value = "1000",
            min = 0)
        int silence,
    @Param(
            doc =
                "whether all neurons of the layer share one leak and threshold or each feature has"
                    + " its own",
            value = "scalar")
        Sharing sharing,
    @Param(doc = "what a spike does to the membrane potential", value = "soft-detached")
        Reset reset)
    implements NeuronModel {

  /** Keeps the spike's argument a normal number, however long the silence. */
  private static final double LEAST = 1e-20;

  @Override
  public void define(Equations eq) {
    var membrane = LearnableMembrane.of(eq, sharing, leak, threshold);
    var recency = eq.state("recency", Math.max(LEAST, Math.exp(-beta * silence)));
    // The factor is positive: it changes the gradient, never the spike.
    var z = membrane.excess().times(recency.detach().times(alpha));
    var s = LearnableMembrane.spike(eq, z, new StraightThrough());
    var last = s.detach().ge(0.5).select(eq.constant(1), recency);
    eq.next(recency, last.times(Math.exp(-beta)).max(LEAST));
    membrane.end(eq, reset, s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
