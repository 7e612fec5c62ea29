package org.hillock.plugins.encoders;

import java.util.Arrays;
import org.hillock.api.tensor.Shape;

/** Shapes with one more axis at the end. */
final class Axes {

  private Axes() {}

  static Shape append(Shape shape, int extent) {
    int[] dims = Arrays.copyOf(shape.dims(), shape.rank() + 1);
    dims[shape.rank()] = extent;
    return Shape.of(dims);
  }
}
