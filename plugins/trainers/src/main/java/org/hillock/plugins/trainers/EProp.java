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
 * Eligibility propagation: {@code dE/dW_ji ≈ Σ_t L_j^t·e_ji^t}, the learning signal {@code L_j^t}
 * times the eligibility trace {@code e_ji^t} of the neuron's own states (Bellec et al. 2020,
 * equations 1 to 4, for any neuron by equations). {@code L_j^t = Σ_k B_jk·g_k^t}, where {@code
 * g_k^t} is the gradient at the readout's input current: {@code π_k - π*_k}, filtered as the
 * readout's membrane filters (equation 28). No gradient crosses recurrent connections or passes
 * from layer to layer. The sum over time is taken backwards, which gives the same sum.
 *
 * <p>The readout is the last layer with synapses; it learns by its own gradient.
 */
@Component(
    id = "e-prop",
    doc =
        "Eligibility propagation: each neuron learns from its own states and from a broadcast of"
            + " the readout's errors, without backpropagation through time or from layer to layer.",
    cites =
        "Bellec, G., Scherr, F., Subramoney, A., Hajek, E., Salaj, D., Legenstein, R., Maass, W."
            + " (2020). A solution to the learning dilemma for recurrent networks of spiking"
            + " neurons. Nature Communications 11, 3625.")
public record EProp(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(
            doc =
                "the broadcast weights: the readout's own (symmetric; every spiking layer must feed"
                    + " the readout), fixed ones (random), or random ones that learn as the"
                    + " readout's do (adaptive)",
            value = "symmetric")
        Feedback feedback,
    @Param(
            doc =
                "deviation of random broadcast weights, times the root of the number of neurons of"
                    + " a layer",
            value = "1",
            above = 0)
        double feedbackScale,
    @Param(
            doc =
                "adaptive feedback: how strongly broadcast and readout weights decay, as a part of"
                    + " their gradients",
            value = "1e-3",
            min = 0)
        double feedbackDecay,
    @Param(doc = "firing rate to keep to, in spikes a step", value = "0.02", min = 0, max = 1)
        double targetRate,
    @Param(doc = "how strongly firing rates are kept (c_reg); 0: not", value = "0", min = 0)
        double rateRegularisation,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "how the learning rate changes; counts updates", value = "constant")
        Schedule schedule,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss,
    @Param(doc = "gradients are scaled down to this norm; if not given, they are not", above = 0)
        Optional<Double> clip)
    implements Trainer {

  /** Where broadcast weights come from. */
  public enum Feedback {
    SYMMETRIC,
    RANDOM,
    ADAPTIVE
  }

  @Override
  public void train(TrainingSession session) {
    var broadcast = Broadcast.of(this, session);
    new LocalLoop(
            Settings.of(epochs, batchSize, optimiser, schedule, loss, clip), session, broadcast)
        .run(0);
  }
}
