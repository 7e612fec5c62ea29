package org.hillock.testkit;

import org.hillock.api.backend.HardwareBackend;

/**
 * Conformance of backends: every kernel against the scalar reference, compiled scans included;
 * bits; threads.
 */
public abstract class BackendConformance extends ComponentConformance<HardwareBackend> {

  /** Checks what {@link #components()} names. */
  protected BackendConformance() {
    super(BackendChecks.SUITE);
  }
}
