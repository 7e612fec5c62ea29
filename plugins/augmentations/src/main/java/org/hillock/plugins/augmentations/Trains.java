package org.hillock.plugins.augmentations;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;

/** Samples over time, as rows of neurons. */
final class Trains {

  private Trains() {}

  /** How many neurons a time step has; refuses samples without time. */
  static int neurons(String augmentation, SampleShape shape) {
    if (shape.steps() == 0) {
      throw mismatch(
          "%s takes samples with time steps, such as spike trains; these are %s"
              .formatted(augmentation, shape));
    }
    return Math.toIntExact(shape.features().size());
  }

  /** A mask that fits; refuses one that is larger than what is masked. */
  static void requireFits(String parameter, int mask, int of, String what) {
    if (mask > of) {
      throw mismatch(
          "%s: a mask of %d does not fit into %d %s".formatted(parameter, mask, of, what));
    }
  }

  private static HillockException mismatch(String what) {
    return new HillockException(ErrorCode.SHAPE_MISMATCH, what);
  }
}
