package org.hillock.api.backend;

/**
 * A window that slides along one axis.
 *
 * @param size elements in the window, at least 1
 * @param stride how far apart windows begin, at least 1
 * @param padding zeros before and after the axis, at least 0
 * @param dilation how far apart the elements of a window are, at least 1
 */
public record Window(int size, int stride, int padding, int dilation) {

  public Window {
    if (size < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "a window needs a size, a stride and a dilation of at least 1 and no negative padding,"
              + " got %d, %d, %d and %d".formatted(size, stride, dilation, padding));
    }
  }

  /** How many windows fit on an axis; 0 if it is too short for one. */
  public int count(int extent) {
    long room = extent + 2L * padding - (size - 1L) * dilation - 1;
    return room < 0 ? 0 : Math.toIntExact(room / stride + 1);
  }

  /** Where on the axis an element of a window lies; in the padding it is outside of the axis. */
  public int position(int window, int element) {
    return window * stride - padding + element * dilation;
  }
}
