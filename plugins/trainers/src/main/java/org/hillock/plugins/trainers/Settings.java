package org.hillock.plugins.trainers;

import java.util.Optional;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;

/** What all training by gradients in mini-batches has in common; as {@link Bptt} documents it. */
record Settings(
    int epochs,
    int batchSize,
    Optimiser optimiser,
    Optional<Optimiser> vectorOptimiser,
    Schedule schedule,
    Bptt.Per per,
    Loss loss,
    Optional<Double> clip) {

  /** One optimiser for all parameters, a schedule that counts updates. */
  static Settings of(
      int epochs,
      int batchSize,
      Optimiser optimiser,
      Schedule schedule,
      Loss loss,
      Optional<Double> clip) {
    return new Settings(
        epochs, batchSize, optimiser, Optional.empty(), schedule, Bptt.Per.UPDATE, loss, clip);
  }
}
