package org.hillock.plugins.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.hillock.api.tensor.Tensor;

/**
 * Pixels of one byte. A pixel p, taken as unsigned, reads as {@code (p/255 - mean) / deviation}.
 *
 * @param pixels all rows, one after the other
 * @param width pixels in a row
 */
record ByteContent(byte[] pixels, int width, double mean, double deviation) implements Content {

  /** Pixels from 0 to 1. */
  static ByteContent unit(byte[] pixels, int width) {
    return new ByteContent(pixels, width, 0, 1);
  }

  /** The same pixels with mean 0 and standard deviation 1 over the first {@code rows} rows. */
  ByteContent standardised(int rows) {
    long count = (long) rows * width;
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < count; i++) {
      int p = Byte.toUnsignedInt(pixels[i]);
      sum += p;
      squares += (long) p * p;
    }
    double average = (double) sum / count;
    double variance = (double) squares / count - average * average;
    return new ByteContent(
        pixels, width, average / 255, variance > 0 ? Math.sqrt(variance) / 255 : 1);
  }

  @Override
  public void read(int row, Tensor sample) {
    int start = Math.multiplyExact(row, width);
    for (int i = 0; i < width; i++) {
      double p = Byte.toUnsignedInt(pixels[start + i]) / 255.0;
      sample.set(i, (float) ((p - mean) / deviation));
    }
  }

  @Override
  public void digest(MessageDigest sum) {
    sum.update(pixels);
    sum.update(ByteBuffer.allocate(16).putDouble(mean).putDouble(deviation).flip());
  }
}
