package org.hillock.api.backend;

import org.osgi.annotation.versioning.ConsumerType;

/** A kind of hardware that can train and run networks. A component (kind {@code backend}). */
@ConsumerType
public interface HardwareBackend {

  /**
   * Opens the hardware.
   *
   * @param threads how many threads the device may use, at least 1
   * @throws org.hillock.api.HillockException with {@code FAILED_PRECONDITION} if this machine
   *     cannot; the message says what is missing
   */
  Device open(int threads);
}
