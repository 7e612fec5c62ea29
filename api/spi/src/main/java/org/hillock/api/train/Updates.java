package org.hillock.api.train;

import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ProviderType;

/** An optimiser at work on some parameters. Implemented by the engine. */
@ProviderType
public interface Updates {

  /** The Euclidean norm of all gradients together. */
  double gradientNorm();

  /**
   * Updates every parameter by its gradient, then clamps it to its bounds.
   *
   * @param rate the learning rate
   * @param momentum that of this update; empty: the optimiser's own
   * @param gradientScale what gradients are multiplied by first: 1, or less to clip their norm
   * @throws org.hillock.api.HillockException with {@code INVALID_ARGUMENT} if a momentum is given
   *     and the optimiser's cannot change
   */
  void apply(double rate, OptionalDouble momentum, double gradientScale);

  /** {@link #apply(double, OptionalDouble, double)} with the optimiser's own momentum. */
  default void apply(double rate, double gradientScale) {
    apply(rate, OptionalDouble.empty(), gradientScale);
  }

  /** How many updates were made, those before a resumption included. */
  long count();
}
