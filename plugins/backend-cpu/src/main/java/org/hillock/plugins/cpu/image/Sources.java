package org.hillock.plugins.cpu.image;

/**
 * The source pixels that some target pixels meet, counted from the first of them. One instance
 * serves one thread.
 */
final class Sources {

  /** Sources, {@code [pixels][taps]}; -1: none. */
  private int[] rows = new int[0];

  private int taps;
  private int last;
  private int begin;
  private long first;

  // Where the pixels are is the same for many chunks of a product.
  private int[] table = new int[0];
  private int place;
  private int pixels;

  /**
   * Finds those of target pixels {@code [pixel, pixel + count)} of all images.
   *
   * @return whether they lie other than before, but for the image
   */
  boolean find(Field field, int pixel, int count) {
    int inImage = pixel % field.targets();
    boolean other = field.rows().table() != table || inImage != place || count != pixels;
    if (other) {
      findWithin(field, inImage, count);
      table = field.rows().table();
      place = inImage;
      pixels = count;
    }
    first = pixel / field.targets() * (long) field.sources() + begin;
    return other;
  }

  private void findWithin(Field field, int inImage, int count) {
    taps = field.taps();
    if (rows.length < taps * count) {
      rows = new int[taps * count];
    }
    int width = field.columns().targets();
    int height = field.rows().targets();
    begin = Integer.MAX_VALUE;
    last = 0;
    for (int p = 0, at = 0; p < count; p++) {
      int target = inImage + p;
      int image = target / field.targets() * field.sources();
      for (int tap = 0; tap < taps; tap++, at++) {
        int source = field.source(target / width % height, target % width, tap);
        rows[at] = source;
        if (source >= 0) {
          rows[at] += image;
          begin = Math.min(begin, rows[at]);
          last = Math.max(last, rows[at] + 1);
        }
      }
    }
    begin = Math.min(begin, last);
    for (int i = 0; i < taps * count; i++) {
      rows[i] -= rows[i] < 0 ? 0 : begin;
    }
  }

  /** The first source pixel among all images. */
  long first() {
    return first;
  }

  /** How many there are from the first to the last. */
  int count() {
    return last - begin;
  }

  /** The source that a target pixel meets through a tap; -1: none. */
  int row(int pixel, int tap) {
    return rows[pixel * taps + tap];
  }
}
