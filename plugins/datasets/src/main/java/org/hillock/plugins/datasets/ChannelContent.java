package org.hillock.plugins.datasets;

import java.security.MessageDigest;
import org.hillock.api.tensor.Tensor;

/**
 * Images of one byte a value, {@code [height][width][channels]}, each channel scaled.
 *
 * @param pixels all rows, one after the other
 * @param width values in a row
 */
record ChannelContent(byte[] pixels, int width, Channels channels) implements Content {

  @Override
  public void read(int row, Tensor sample) {
    int start = Math.multiplyExact(row, width);
    for (int i = 0; i < width; i++) {
      sample.set(i, channels.value(Byte.toUnsignedInt(pixels[start + i]), i));
    }
  }

  @Override
  public void digest(MessageDigest sum) {
    sum.update(pixels);
    channels.digest(sum);
  }
}
