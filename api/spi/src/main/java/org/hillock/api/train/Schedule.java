package org.hillock.api.train;

import org.osgi.annotation.versioning.ConsumerType;

/** How the learning rate changes. A component (kind {@code schedule}). */
@ConsumerType
public interface Schedule {

  /**
   * What the optimiser's rate is multiplied by.
   *
   * @param step the update about to be made, from 0
   * @param steps how many updates the whole training makes
   */
  double factor(long step, long steps);
}
