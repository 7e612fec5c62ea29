package org.hillock.api.data;

import org.hillock.api.tensor.Shape;

/**
 * What one sample looks like.
 *
 * @param steps time steps; 0 for a sample without time, such as an image
 * @param features the features, of one time step if there are several
 */
public record SampleShape(int steps, Shape features) {

  public SampleShape {
    if (steps < 0) {
      throw new IllegalArgumentException("steps must be at least 0, got " + steps);
    }
  }

  /** The shape of a sample's tensor: {@code [features…]} or {@code [steps][features…]}. */
  public Shape tensor() {
    return steps == 0 ? features : features.prepend(steps);
  }

  @Override
  public String toString() {
    return steps == 0 ? features.toString() : steps + " steps of " + features;
  }
}
