package org.hillock.plugins.trainers;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/**
 * Deep continuous local learning: each spiking layer l has a readout {@code Y^l[t] = G^l·S^l[t]}
 * with fixed random weights and a loss of its own at each time step; the gradient of that loss
 * reaches the layer's own synapses and no other (Kaiser et al. 2020, equations 4 to 10). Within the
 * layer it is that of the neuron's equations; with a detached reset, as in the paper, the trace
 * {@code P} of the presynaptic spikes.
 */
@Component(
    id = "decolle",
    doc =
        "Deep continuous local learning: every spiking layer learns by a loss of its own on a fixed"
            + " random readout of its spikes; the network's last synapses learn by the loss of the"
            + " output.",
    cites =
        "Kaiser, J., Mostafa, H., Neftci, E. (2020). Synaptic plasticity dynamics for deep"
            + " continuous local learning (DECOLLE). Frontiers in Neuroscience 14, 424.")
public record Decolle(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(
            doc = "bound of the random readout weights, times the root of a layer's neurons",
            value = "1",
            above = 0)
        double readoutScale,
    @Param(
            doc = "each layer's loss, taken of its readout at each time step",
            value = "cross-entropy-membrane")
        Loss localLoss,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "how the learning rate changes; counts updates", value = "constant")
        Schedule schedule,
    @Param(doc = "the loss of the network's output", value = "cross-entropy-membrane") Loss loss,
    @Param(doc = "gradients are scaled down to this norm; if not given, they are not", above = 0)
        Optional<Double> clip)
    implements Trainer {

  @Override
  public void train(TrainingSession session) {
    new LocalLoop(
            Settings.of(epochs, batchSize, optimiser, schedule, loss, clip),
            session,
            new LocalReadouts(this, session))
        .run(0);
  }
}
