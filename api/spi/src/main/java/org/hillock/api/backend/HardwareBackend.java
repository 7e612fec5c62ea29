package org.hillock.api.backend;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of hardware that can train and run networks. A component (kind {@code backend}). */
@ConsumerType
public interface HardwareBackend {

  /**
   * Opens the hardware.
   *
   * @param threads how many threads the device may use, at least 1
   * @throws org.hillock.api.HillockException with {@code FAILED_PRECONDITION} if this machine has
   *     not what it takes; the message says what is missing. What is there and cannot be opened is
   *     an error of another code, so that nobody takes it for absent
   */
  Device open(int threads);

  /**
   * Why on this machine {@link #open} gives the device of another backend; empty if it is this
   * one's own. Stands in the run's log and manifest.
   */
  default Optional<String> substitution() {
    return Optional.empty();
  }
}
