package org.hillock.plugins.trainers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Schedule;

/** Drops by a factor at given points of the training. */
@Component(
    id = "step",
    doc = "Multiplies the learning rate by a factor at each of some points of the training.")
public record Step(
    @Param(
            doc = "the points, as shares of the whole training, each in (0, 1)",
            value = "[0.6, 0.8, 0.9]")
        List<Double> at,
    @Param(doc = "the factor", value = "0.1", above = 0, below = 1) double factor)
    implements Schedule {

  public Step {
    at = List.copyOf(at);
    for (double point : at) {
      if (!(point > 0 && point < 1)) {
        throw new IllegalArgumentException("at takes shares between 0 and 1, got " + point);
      }
    }
  }

  @Override
  public double factor(long step, long steps) {
    double now = 1;
    for (double point : at) {
      now *= step >= point * steps ? factor : 1;
    }
    return now;
  }
}
