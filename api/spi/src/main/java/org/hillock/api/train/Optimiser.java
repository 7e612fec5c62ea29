package org.hillock.api.train;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An update rule, stated as equations and compiled by the backend like a neuron. A component (kind
 * {@code optimiser}).
 */
@ConsumerType
public interface Optimiser {

  /** The name of the state that is the parameter itself. */
  String WEIGHT = "weight";

  /** The learning rate before any schedule. */
  double rate();

  /**
   * States one update. The first state is {@value #WEIGHT}; further states (momenta) start at their
   * initial values and are saved in checkpoints. The only input is the gradient. Scalars that
   * change from step to step are parameters made by {@link
   * org.hillock.api.equations.ParameterSpec#given}, in the order of {@link #scalars}. Nothing is
   * emitted.
   */
  void define(Equations eq);

  /**
   * The scalars of a step, in the order in which {@link #define} asks for them.
   *
   * @param step the number of this update, from 1
   * @param rate the learning rate of this update
   */
  double[] scalars(long step, double rate);

  /**
   * {@link #scalars(long, double)} of an update whose momentum is another than the optimiser's own.
   *
   * @param momentum in [0, 1); of Adam β₁
   * @throws HillockException with {@code INVALID_ARGUMENT}, as by default, if the equations fix it
   */
  default double[] scalars(long step, double rate, double momentum) {
    throw new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "the schedule changes the momentum, which %s does not allow; use adam or adamw, or a schedule"
                .formatted(getClass().getSimpleName())
            + " of the rate alone");
  }
}
