package org.hillock.plugins.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * How the channels of colour images are scaled: a value p of 0 to 255 reads as {@code (p/255 -
 * mean)/deviation}. One entry holds for all channels.
 */
record Channels(List<Double> mean, List<Double> deviation) {

  Channels {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || deviation.size() != mean.size()) {
      throw new IllegalArgumentException(
          "mean and deviation are one number for all channels or one for each, got %s and %s"
              .formatted(mean, deviation));
    }
    if (deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException("deviations are above 0, got " + deviation);
    }
  }

  /** Refuses a scale for another number of channels. */
  Channels fitting(int channels) {
    if (mean.size() != 1 && mean.size() != channels) {
      throw new IllegalArgumentException(
          "images have %d channels, mean and deviation %d".formatted(channels, mean.size()));
    }
    return this;
  }

  /** The scaled value of {@code p}, from 0 to 255, at place {@code i} of an image. */
  float value(double p, int i) {
    int channel = i % mean.size();
    return (float) ((p / 255 - mean.get(channel)) / deviation.get(channel));
  }

  void digest(MessageDigest sum) {
    var bytes = ByteBuffer.allocate(2 * Double.BYTES * mean.size());
    mean.forEach(bytes::putDouble);
    deviation.forEach(bytes::putDouble);
    sum.update(bytes.flip());
  }
}
