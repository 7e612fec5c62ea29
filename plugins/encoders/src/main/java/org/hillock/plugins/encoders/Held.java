package org.hillock.plugins.encoders;

import org.hillock.api.data.SampleShape;

/** Samples whose every value is shown for several time steps. */
final class Held {

  private Held() {}

  /** An image becomes {@code steps} time steps, T steps become {@code T·steps}. */
  static SampleShape shape(SampleShape sample, int steps) {
    int frames = Math.max(1, sample.steps());
    return new SampleShape(Math.multiplyExact(frames, steps), sample.features());
  }
}
