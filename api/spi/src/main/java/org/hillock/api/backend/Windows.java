package org.hillock.api.backend;

/**
 * Windows over images {@code [height][width][channels]}; there is at least one on each axis.
 *
 * @param rows slides along the height
 * @param columns slides along the width
 */
public record Windows(int height, int width, int channels, Window rows, Window columns) {

  public Windows {
    if (rows.count(height) < 1 || columns.count(width) < 1) {
      throw new IllegalArgumentException(
          "no window of %s and %s fits on %d×%d".formatted(rows, columns, height, width));
    }
  }

  /** Windows along the height. */
  public int outHeight() {
    return rows.count(height);
  }

  /** Windows along the width. */
  public int outWidth() {
    return columns.count(width);
  }

  /** Elements of a window in one channel. */
  public int taps() {
    return rows.size() * columns.size();
  }

  /** Elements of an image. */
  public long imageSize() {
    return (long) height * width * channels;
  }

  /** Windows of an image. */
  public long count() {
    return (long) outHeight() * outWidth();
  }
}
