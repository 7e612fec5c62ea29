package org.hillock.plugins.layers;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Window;

/** How a transposed convolution enlarges one axis. */
record TransposedAxis(int kernel, int stride, int padding, int outputPadding, int dilation) {

  /** Leaves the axis as it is. */
  static final TransposedAxis ONE = new TransposedAxis(1, 1, 0, 0, 1);

  Window window() {
    return new Window(kernel, stride, padding, dilation);
  }

  /** The extent that leaves: the convolution with this window makes {@code extent} of it. */
  int enlarged(int extent) {
    long enlarged =
        (extent - 1L) * stride - 2L * padding + (kernel - 1L) * dilation + 1 + outputPadding;
    if (enlarged < 1 || enlarged > Integer.MAX_VALUE || window().count((int) enlarged) != extent) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          ("kernel %d, stride %d, padding %d, dilation %d and output padding %d make an axis of %d"
                  + " one of %d, which no convolution turns back; lower the padding, or the output"
                  + " padding below the stride")
              .formatted(kernel, stride, padding, dilation, outputPadding, extent, enlarged));
    }
    return (int) enlarged;
  }
}
