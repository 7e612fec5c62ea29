package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;

/** Finds values that are infinite or not a number. */
final class NotFinite {

  private NotFinite() {}

  /** The first layer whose output in the latest pass holds such a value. */
  static Optional<String> output(StaticExecution execution, Device device) {
    var found = new ArrayList<Graph.Step>();
    execution.visit(
        step -> {
          if (found.isEmpty() && isNotFinite(execution.output(step), device)) {
            found.add(step);
          }
        });
    return found.stream()
        .findFirst()
        .map(step -> "the output of %s at %s".formatted(step.info().name(), step.place()));
  }

  /** The first parameter that holds such a value. */
  static Optional<String> parameter(List<Parameter> parameters, Device device) {
    return parameters.stream()
        .filter(p -> isNotFinite(p.value(), device))
        .findFirst()
        .map(p -> "parameter " + p.name());
  }

  /** A sum in double precision over finite floats is finite. */
  private static boolean isNotFinite(Tensor values, Device device) {
    return !Double.isFinite(device.sum(values));
  }
}
