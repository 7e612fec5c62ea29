package org.hillock.engine.network;

import org.hillock.api.backend.ScanKernel.Extent;

/** How elements that do not depend on each other are laid out for a scan. */
final class Elementwise {

  /** At most so many rows of a function of its own are added up in single precision. */
  private static final int STEPS = 64;

  /** Fewer neurons would leave threads without work. */
  private static final long NEURONS = 1 << 16;

  private Elementwise() {}

  /**
   * Rows as time steps, as far as they divide: the gradients of a parameter are then added up
   * within a neuron, and only their sums between neurons.
   *
   * @param rows of the whole sequence and batch
   * @param features elements in a row
   */
  static Extent of(long rows, long features) {
    int steps = STEPS;
    while (rows % steps != 0 || steps > 1 && rows / steps * features < NEURONS) {
      steps--;
    }
    return new Extent(steps, rows / steps * features);
  }
}
