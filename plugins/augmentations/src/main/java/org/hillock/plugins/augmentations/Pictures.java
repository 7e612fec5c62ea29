package org.hillock.plugins.augmentations;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;

/** Samples that are images, {@code [height][width][channels]}. */
final class Pictures {

  private Pictures() {}

  /** The extents of an image; whatever else is refused. */
  static int[] extents(String augmentation, SampleShape shape) {
    if (shape.steps() != 0 || shape.features().rank() != 3) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "%s takes images [height][width][channels] without time, got %s"
              .formatted(augmentation, shape));
    }
    return shape.features().dims();
  }
}
