package org.hillock.plugins.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * A decoded image.
 *
 * @param values {@code [height][width][red, green, blue]}, from 0 to 255
 */
record Picture(int height, int width, float[] values) {

  private static final int CHANNELS = 3;

  /**
   * Decodes a PNG or JPEG file.
   *
   * @throws HillockException with {@code CORRUPT_FILE} if it cannot be decoded
   */
  static Picture read(Path file) {
    try {
      var image =
          Optional.ofNullable(ImageIO.read(file.toFile()))
              .orElseThrow(() -> DataFiles.corrupt(file, "it is no image of a known format"));
      int width = image.getWidth();
      int height = image.getHeight();
      int[] pixels = image.getRGB(0, 0, width, height, new int[width * height], 0, width);
      var values = new float[pixels.length * CHANNELS];
      for (int i = 0; i < pixels.length; i++) {
        values[i * CHANNELS] = pixels[i] >> 16 & 255;
        values[i * CHANNELS + 1] = pixels[i] >> 8 & 255;
        values[i * CHANNELS + 2] = pixels[i] & 255;
      }
      return new Picture(height, width, values);
    } catch (IOException | IllegalArgumentException e) {
      throw new HillockException(
          ErrorCode.CORRUPT_FILE, "%s cannot be decoded: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The picture with a shorter side of this length. */
  Picture withShorterSide(int length) {
    double factor = (double) length / Math.min(height, width);
    return scaled(
        Math.max(length, Math.toIntExact(Math.round(height * factor))),
        Math.max(length, Math.toIntExact(Math.round(width * factor))));
  }

  private Picture scaled(int toHeight, int toWidth) {
    if (toHeight == height && toWidth == width) {
      return this;
    }
    var wide = new Resampling(width, toWidth).apply(values, height, CHANNELS);
    var both = new Resampling(height, toHeight).apply(wide, 1, toWidth * CHANNELS);
    return new Picture(toHeight, toWidth, both);
  }

  /** The value of a channel in the middle part of this size. */
  float centred(int side, int row, int column, int channel) {
    int top = (height - side) / 2;
    int left = (width - side) / 2;
    return values[((top + row) * width + left + column) * CHANNELS + channel];
  }
}
