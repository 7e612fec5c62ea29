package org.hillock.api.train;

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
   * @param gradientScale what gradients are multiplied by first: 1, or less to clip their norm
   */
  void apply(double rate, double gradientScale);

  /** How many updates were made, those before a resumption included. */
  long count();
}
