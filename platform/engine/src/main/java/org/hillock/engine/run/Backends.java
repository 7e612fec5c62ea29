package org.hillock.engine.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.engine.component.ComponentId;
import org.hillock.engine.reference.ReferenceBackend;

/** Opens an experiment's backend. */
final class Backends {

  /**
   * An opened backend.
   *
   * @param substitution why the device is another backend's; empty if it is not
   */
  record Opened(Device device, Optional<String> substitution) {

    Computing computing(Experiment experiment) {
      return new Computing(
          ComponentId.of(experiment.backend()),
          device.description(),
          substitution,
          device.threads());
    }
  }

  private Backends() {}

  /**
   * The backend's device; where a default backend cannot run, the reference's. Why another computes
   * than was asked for is logged.
   */
  static Opened open(Experiment experiment, Consumer<String> log) {
    var opened = open(experiment);
    opened.substitution().ifPresent(log);
    return opened;
  }

  private static Opened open(Experiment experiment) {
    var backend = experiment.backend();
    try {
      return new Opened(backend.open(experiment.threads()), backend.substitution());
    } catch (HillockException e) {
      if (e.code() != ErrorCode.FAILED_PRECONDITION || !experiment.backendIsDefault()) {
        throw e;
      }
      var why =
          "the default backend cannot run here, the slow reference backend computes instead: "
              + e.getMessage();
      return new Opened(new ReferenceBackend().open(experiment.threads()), Optional.of(why));
    }
  }
}
