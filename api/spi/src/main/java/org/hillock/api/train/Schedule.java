package org.hillock.api.train;

import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How the learning rate changes, and with it the momentum if it does. A component (kind {@code
 * schedule}).
 */
@ConsumerType
public interface Schedule {

  /**
   * What the optimiser's rate is multiplied by.
   *
   * @param step the update about to be made, from 0
   * @param steps how many updates the whole training makes
   */
  double factor(long step, long steps);

  /**
   * The momentum (of Adam β₁) of the update; empty, as by default: the optimiser's own.
   *
   * @param step as for {@link #factor}
   * @param steps as for {@link #factor}
   */
  default OptionalDouble momentum(long step, long steps) {
    return OptionalDouble.empty();
  }
}
