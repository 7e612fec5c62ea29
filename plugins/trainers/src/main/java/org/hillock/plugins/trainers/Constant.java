package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.train.Schedule;

/** No change. */
@Component(id = "constant", doc = "Leaves the learning rate as it is.")
public record Constant() implements Schedule {

  @Override
  public double factor(long step, long steps) {
    return 1;
  }
}
