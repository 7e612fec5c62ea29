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
 * Backpropagation through windows of k steps (Williams and Peng 1990, BPTT(k; k)): the loss of each
 * window is the loss component's on that window's output, weighted by its share of the time steps.
 */
@Component(
    id = "truncated-bptt",
    doc =
        "Backpropagation through windows of a sequence: the network's state is carried from window"
            + " to window, gradients end at a window's beginning, so that memory depends on the"
            + " window and not on the sequence.",
    cites =
        "Williams, R. J., Peng, J. (1990). An efficient gradient-based algorithm for on-line"
            + " training of recurrent network trajectories. Neural Computation 2, 490-501.")
public record TruncatedBptt(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(doc = "time steps of a window", unit = "steps", min = 1) int window,
    @Param(doc = "whether weights change after each window or each sequence", value = "window")
        After update,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "how the learning rate changes; counts batches", value = "constant")
        Schedule schedule,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss,
    @Param(doc = "gradients are scaled down to this norm; if not given, they are not", above = 0)
        Optional<Double> clip)
    implements Trainer {

  @Override
  public void train(TrainingSession session) {
    var settings = Settings.of(epochs, batchSize, optimiser, schedule, loss, clip);
    try (var loop = new WindowLoop(settings, session, window, new Credit.ThroughTime(), update)) {
      loop.run(0);
    }
  }
}
