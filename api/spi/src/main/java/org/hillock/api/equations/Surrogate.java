package org.hillock.api.equations;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stands in for the derivative of the step function in the backward pass. A surrogate is a
 * component (kind {@code surrogate}): an immutable record.
 */
@ConsumerType
public interface Surrogate {

  /**
   * The pseudo-derivative of a spike.
   *
   * @param x the spike's argument: membrane potential minus threshold
   */
  Expr slope(Expr x);

  /**
   * A function whose derivative is the slope. Gradient checks put it in the place of the step, so
   * that central differences mean something; training never calls it.
   */
  double smooth(double x);
}
