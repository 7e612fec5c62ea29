package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Loss;
import org.hillock.api.train.NetworkOutline;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/**
 * Another trainer, with what learned delays need beside it: positions have an optimiser and a
 * schedule of their own, and the Gaussians of training shrink from {@code sigma} to {@value
 * SigmaSchedule#NARROW} steps within the first part of the training (Hammouamri et al. 2024,
 * section 3.4, and the authors' code), the same share each epoch. In a network without learned
 * delays it is the other trainer.
 *
 * <p>Figures of each epoch: those of the other trainer, {@code sigma} (mean over the layers that
 * learn delays, in the epoch that ended) and {@code position_rate}.
 */
@Component(
    id = "delays",
    doc =
        "Learns delays beside what another trainer learns: positions by an optimiser of their own,"
            + " Gaussians that shrink from epoch to epoch until a delay is a step.",
    cites =
        "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
            + " neural networks using dilated convolutions with learnable spacings. ICLR 2024.")
public record DelayTrainer(
    @Param(doc = "how all else is learned, and by which loss") Trainer trainer,
    @Param(
            doc = "the optimiser of positions; its rate is about 100 times that of the weights",
            value = "{type: adam, rate: 0.1}")
        Optimiser positions,
    @Param(doc = "how the rate of positions changes; counts epochs", value = "cosine")
        Schedule positionSchedule,
    @Param(
            doc =
                "how far training spreads delays in its first epoch (deviation less 0.27); if not"
                    + " given, half of each layer's window; 0.23 or less: it stays",
            unit = "steps",
            min = 0)
        Optional<Double> sigma,
    @Param(
            doc = "share of the epochs within which sigma shrinks to 0.23",
            value = "0.25",
            min = 0,
            max = 1)
        double shrinking)
    implements Trainer {

  @Override
  public int epochs() {
    return trainer.epochs();
  }

  @Override
  public Loss loss() {
    return trainer.loss();
  }

  @Override
  public void check(NetworkOutline networks) {
    networks.check("trainer", trainer);
  }

  @Override
  public void train(TrainingSession session) {
    trainer.train(new DelaySession(this, session));
  }
}
