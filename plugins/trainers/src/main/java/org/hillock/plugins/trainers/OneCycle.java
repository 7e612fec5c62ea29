package org.hillock.plugins.trainers;

import java.util.OptionalDouble;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Schedule;

/**
 * One cycle, as PyTorch's OneCycleLR with cosine annealing: up from {@code 1/start} to 1, then down
 * to {@code 1/(start·end)}; the momentum, if it is cycled, down and up again.
 */
@Component(
    id = "one-cycle",
    doc =
        "Raises the learning rate from a fraction to its full value along half a cosine, then lets"
            + " it fall to next to nothing.",
    cites =
        "Smith, L. N., Topin, N. (2019). Super-convergence: very fast training of neural networks"
            + " using large learning rates. SPIE 11006.")
public record OneCycle(
    @Param(
            doc = "share of the training at whose end the rate is full",
            value = "0.3",
            above = 0,
            below = 1)
        double peak,
    @Param(doc = "what the full rate is divided by at the beginning", value = "25", min = 1)
        double start,
    @Param(doc = "what the rate at the beginning is divided by at the end", value = "1e4", min = 1)
        double end,
    @Param(
            doc =
                "whether the momentum (of Adam: beta1) goes from 0.95 to 0.85, where the rate is"
                    + " full, and back; its own is then not used",
            value = "false")
        boolean cycleMomentum)
    implements Schedule {

  private static final double HIGH_MOMENTUM = 0.95;
  private static final double LOW_MOMENTUM = 0.85;

  @Override
  public double factor(long step, long steps) {
    return at(step, steps, 1 / start, 1, 1 / start / end);
  }

  @Override
  public OptionalDouble momentum(long step, long steps) {
    return cycleMomentum
        ? OptionalDouble.of(at(step, steps, HIGH_MOMENTUM, LOW_MOMENTUM, HIGH_MOMENTUM))
        : OptionalDouble.empty();
  }

  private double at(long step, long steps, double first, double middle, double last) {
    double top = peak * steps - 1;
    if (step <= top) {
      return top == 0 ? middle : Annealing.cosine(first, middle, step / top);
    }
    // A training too short for a rise begins at the top.
    double from = Math.max(top, 0);
    double down = steps - 1 - from;
    return Annealing.cosine(middle, last, down == 0 ? 0 : (step - from) / down);
  }
}
