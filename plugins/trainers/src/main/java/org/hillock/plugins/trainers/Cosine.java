package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Schedule;

/** Half a cosine from 1 down, after a linear warm-up. */
@Component(
    id = "cosine",
    doc =
        "Lets the learning rate fall along half a cosine, if wanted after a linear rise at the"
            + " beginning.",
    cites =
        "Loshchilov, I., Hutter, F. (2017). SGDR: stochastic gradient descent with warm restarts."
            + " ICLR 2017.")
public record Cosine(
    @Param(doc = "where it ends, as a share of the learning rate", value = "0", min = 0, max = 1)
        double end,
    @Param(
            doc = "share of the training in which the rate rises linearly first",
            value = "0",
            min = 0,
            below = 1)
        double warmup)
    implements Schedule {

  @Override
  public double factor(long step, long steps) {
    double rise = warmup * steps;
    if (step < rise) {
      return (step + 1) / (rise + 1);
    }
    return Annealing.cosine(1, end, (step - rise) / (steps - rise));
  }
}
