package org.hillock.plugins.datasets;

import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Shape;

/** How an image is shown: as a whole, or piece by piece over time. */
public enum Sequence {
  /** As a whole, without time: {@code [height][width][1]}. */
  NONE,
  /** Row by row: {@code height} steps of {@code [width]}. */
  ROWS,
  /** Pixel by pixel, row-major: {@code height·width} steps of {@code [1]}. */
  PIXELS;

  SampleShape shape(int height, int width) {
    return switch (this) {
      case NONE -> new SampleShape(0, Shape.of(height, width, 1));
      case ROWS -> new SampleShape(height, Shape.of(width));
      case PIXELS -> new SampleShape(height * width, Shape.of(1));
    };
  }
}
