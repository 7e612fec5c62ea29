package org.hillock.plugins.trainers;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Credit;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/**
 * Online training through time. At each time step the loss of that step's output is differentiated
 * through the layers, not through time, to {@code δ[t]} at each layer's input current; the gradient
 * of a weight is {@code â[t]·δ[t]}, where {@code â[t] = decay·â[t-1] + s[t]} is the trace of the
 * presynaptic spikes (Xiao et al. 2022, equations 5 and 6). The loss is the mean over time steps of
 * the loss component's on a single step. Memory does not depend on the number of time steps.
 */
@Component(
    id = "ottt",
    doc =
        "Online training through time: presynaptic traces times the gradient through the layers of"
            + " the present time step alone. Set decay to what the membranes keep in a step: 1 -"
            + " 1/tau for lif.",
    cites =
        "Xiao, M., Meng, Q., Zhang, Z., He, D., Lin, Z. (2022). Online training through time for"
            + " spiking neural networks. NeurIPS 2022. arXiv:2210.04195.")
public record Ottt(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(
            doc =
                "what a presynaptic trace keeps in a time step: the leak of the membrane behind the"
                    + " synapse",
            value = "0.5",
            min = 0,
            max = 1)
        double decay,
    @Param(
            doc = "the same for synapses behind the last spiking layer; if not given, as decay",
            min = 0,
            max = 1)
        Optional<Double> readoutDecay,
    @Param(
            doc =
                "whether weights change after each time step (window; OTTT_O) or each sequence"
                    + " (OTTT_A)",
            value = "sequence")
        After update,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "how the learning rate changes; counts batches", value = "constant")
        Schedule schedule,
    @Param(doc = "the loss, taken of each time step", value = "cross-entropy-membrane") Loss loss,
    @Param(doc = "gradients are scaled down to this norm; if not given, they are not", above = 0)
        Optional<Double> clip)
    implements Trainer {

  @Override
  public void train(TrainingSession session) {
    var settings = Settings.of(epochs, batchSize, optimiser, schedule, loss, clip);
    var credit = new Credit.Traced(decay, readoutDecay.orElse(decay));
    try (var loop = new WindowLoop(settings, session, 1, credit, update)) {
      loop.run(0);
    }
  }
}
