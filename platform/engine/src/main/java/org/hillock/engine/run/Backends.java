package org.hillock.engine.run;

import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.engine.reference.ReferenceBackend;

/** Opens an experiment's backend. */
final class Backends {

  private Backends() {}

  /** The backend's device; where a default backend cannot run, the reference's, with the reason. */
  static Device open(Experiment experiment, Consumer<String> log) {
    try {
      return experiment.backend().open(experiment.threads());
    } catch (HillockException e) {
      if (e.code() != ErrorCode.FAILED_PRECONDITION || !experiment.backendIsDefault()) {
        throw e;
      }
      log.accept(
          "the default backend cannot run here, the slow reference backend computes instead: "
              + e.getMessage());
      return new ReferenceBackend().open(experiment.threads());
    }
  }
}
