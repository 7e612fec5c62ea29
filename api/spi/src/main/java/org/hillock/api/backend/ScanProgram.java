package org.hillock.api.backend;

import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;

/**
 * Equations, differentiated and planned: what a device compiles. Expressions are lowered, so that
 * they hold neither spikes nor detachments; what the backward pass needs of the forward one and
 * does not recompute is kept in rows.
 *
 * @param name for messages and {@code explain}
 * @param states the states carried from step to step
 * @param parameters the parameters, in the order of their places
 * @param inputs how many inputs there are
 * @param outputs how many values are emitted
 * @param kept how many rows the training forward pass leaves for the backward one
 * @param training the forward pass that keeps what the backward one needs
 * @param inference the forward pass alone
 * @param backward from the gradients of emitted values and final states to those of inputs, initial
 *     states and parameters
 * @param backwardFirst the same at the first time step of a call, for which nothing is there from a
 *     step before; it has the rows of {@code backward}, and is often the same
 */
public record ScanProgram(
    String name,
    List<Equations.State> states,
    List<ParameterSpec> parameters,
    int inputs,
    int outputs,
    int kept,
    Pass training,
    Pass inference,
    Pass backward,
    Pass backwardFirst) {

  public ScanProgram {
    states = List.copyOf(states);
    parameters = List.copyOf(parameters);
  }

  /** Whether its equations draw random numbers. */
  public boolean random() {
    return Stream.of(training, inference, backward).anyMatch(pass -> pass.draws() > 0);
  }
}
