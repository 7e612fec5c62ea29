package org.hillock.plugins.layers;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Value;

/** What layers on images have in common. */
final class Images {

  private Images() {}

  static Value expect(Value x) {
    if (x.shape().rank() != 3) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "takes images [height][width][channels], got %s; put it before flatten"
              .formatted(x.shape()));
    }
    return x;
  }

  /** The window of a pool; a stride of 0 stands for the window's size. */
  static Window pool(int size, int stride, int padding) {
    return new Window(size, stride == 0 ? size : stride, padding, 1);
  }
}
