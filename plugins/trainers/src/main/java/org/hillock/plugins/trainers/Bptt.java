package org.hillock.plugins.trainers;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/** Backpropagation through time with surrogate gradients, in mini-batches. */
@Component(
    id = "bptt",
    doc =
        "Surrogate-gradient learning: the network is unrolled over all time steps of a batch, the"
            + " loss is differentiated back through them with each spike's surrogate, and an"
            + " optimiser updates all parameters.",
    cites = {
      "Neftci, E. O., Mostafa, H., Zenke, F. (2019). Surrogate gradient learning in spiking neural"
          + " networks. IEEE Signal Processing Magazine 36.",
      "Zenke, F., Ganguli, S. (2018). SuperSpike: supervised learning in multilayer spiking neural"
          + " networks. Neural Computation 30.",
      "Yun, S., Han, D., Oh, S. J., Chun, S., Choe, J., Yoo, Y. (2019). CutMix: regularization"
          + " strategy to train strong classifiers with localizable features. ICCV 2019."
    })
public record Bptt(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(
            doc =
                "an optimiser of its own for parameters with fewer than two axes (biases, batch"
                    + " norm, neurons), for example one without weight decay")
        Optional<Optimiser> vectorOptimiser,
    @Param(doc = "how the learning rate changes", value = "constant") Schedule schedule,
    @Param(doc = "whether the schedule counts updates or epochs", value = "update") Per per,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss,
    @Param(
            doc =
                "gradients are scaled down where the Euclidean norm of all of them together exceeds"
                    + " this; if not given, they are not",
            above = 0)
        Optional<Double> clip,
    @Param(doc = "which epoch's weights the run ends with", value = "last") Select select,
    @Param(
            doc =
                "probability that a batch is mixed along time: a stretch of each sample comes from"
                    + " another one, and so does that share of the loss (CutMix)",
            value = "0",
            min = 0,
            max = 1)
        double cutmix)
    implements Trainer {

  /** What a schedule counts. */
  public enum Per {
    UPDATE,
    EPOCH
  }

  /**
   * Which epoch's weights a run ends with, and its test figures are those of. {@code
   * BEST_ON_TEST_SET} looks at the test split in every epoch and keeps the weights that do best
   * there: its test figures are no estimate for new data. It is there to compare with papers that
   * report so.
   */
  public enum Select {
    LAST,
    BEST_ON_VALIDATION,
    BEST_ON_TEST_SET
  }

  @Override
  public void train(TrainingSession session) {
    var settings =
        new Settings(epochs, batchSize, optimiser, vectorOptimiser, schedule, per, loss, clip);
    var parameters = session.network().parameters();
    new BpttLoop(settings, session, parameters, cutmix, Selection.of(this, session)).run(0);
  }
}
