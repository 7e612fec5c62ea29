package org.hillock.engine.network;

import java.lang.foreign.MemorySegment;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Columns {@code [from, from + count)} of the last axis, of which a row has {@code all}.
 *
 * @param from the first of them
 */
record Columns(int all, int from, int count) {

  /** All columns of features. */
  static Columns of(Shape features) {
    return new Columns(features.dim(-1), 0, features.dim(-1));
  }

  /** Copies these columns of one tensor to as many columns of another, row by row. */
  void copy(Tensor source, Columns to, Tensor target) {
    long bytes = (long) count * Float.BYTES;
    for (long row = 0, rows = source.size() / all; row < rows; row++) {
      MemorySegment.copy(
          source.segment(),
          (row * all + from) * Float.BYTES,
          target.segment(),
          (row * to.all + to.from) * Float.BYTES,
          bytes);
    }
  }

  /** Features whose last axis has this many columns. */
  static Shape replaceLast(Shape features, int columns) {
    var dims = features.dims();
    dims[dims.length - 1] = columns;
    return Shape.of(dims);
  }
}
