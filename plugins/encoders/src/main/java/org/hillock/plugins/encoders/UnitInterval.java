package org.hillock.plugins.encoders;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** Checks that what is encoded lies in [0, 1]. */
final class UnitInterval {

  private UnitInterval() {}

  /**
   * The value, or the nearest in [0, 1] if {@code clip}.
   *
   * @throws HillockException if it lies outside and may not be clipped, or is not a number
   */
  static float of(float value, boolean clip, String encoder) {
    if (value >= 0 && value <= 1) {
      return value;
    }
    if (clip && !Float.isNaN(value)) {
      return Math.clamp(value, 0f, 1f);
    }
    throw new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "encoder %s takes values from 0 to 1, got %s; scale the data or set clip: true"
            .formatted(encoder, value));
  }
}
